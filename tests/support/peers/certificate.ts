import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** A key pair with a certificate that it signed itself. */
export interface SelfSigned {
  privateKey: KeyObject
  publicKey: KeyObject
  /** PEM. */
  certificate: string
}

const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const bytes = (...values: number[]) => Buffer.from(values)
const utcTime = (at: Date) =>
  der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2, 14)}Z`,
    ),
  )
/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11. */
const algorithm = der(0x30, der(0x06, bytes(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)), der(0x05))

/** Makes a certificate (RFC 5280, the least that is one) for a new RSA key. */
export function makeSelfSigned(name: string, options: { modulusLength?: number; notAfter?: Date } = {}): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: options.modulusLength ?? 2048 })
  const common = der(0x30, der(0x31, der(0x30, der(0x06, bytes(0x55, 0x04, 0x03)), der(0x0c, Buffer.from(name)))))
  const validity = der(0x30, utcTime(new Date('2020-01-01T00:00:00Z')), utcTime(options.notAfter ?? new Date('2045-01-01T00:00:00Z')))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const toSign = der(0x30, der(0xa0, der(0x02, bytes(2))), der(0x02, bytes(1)), algorithm, common, validity, common, spki)
  const signature = der(0x03, bytes(0), sign('sha256', toSign, privateKey))
  const base64 = Buffer.from(der(0x30, toSign, algorithm, signature)).toString('base64')
  const lines = base64.match(/.{1,64}/g)?.join('\n') ?? ''
  return { privateKey, publicKey, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` }
}
