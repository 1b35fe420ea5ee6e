/** The code of an authenticator app (RFC 6238) for a secret in base32, `offsetSeconds` from now. */
export async function codeOf(secret: string, offsetSeconds = 0): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replaceAll(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor((Date.now() / 1000 + offsetSeconds) / 30)))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const at = mac.getUint8(19) & 0xf
  return ((mac.getUint32(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0')
}
