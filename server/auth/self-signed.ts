import { generateKeyPair, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** A key to sign our requests with: the private half, PEM, and a certificate around the public one, PEM. */
export interface SigningKey {
  privateKey: string
  certificate: string
}

/** Providers pin the certificate and do not look at its dates; it is replaced when somebody says so. */
const notBefore = '20200101000000Z'
const notAfter = '20991231235959Z'

/** Makes a key pair (RSA, 3072 bits) in a certificate (RFC 5280, the least that is one) that it signed itself. */
export async function makeSigningKey(name: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: certify(name, privateKey, publicKey) }
}

function certify(name: string, privateKey: KeyObject, publicKey: KeyObject): string {
  const common = der(0x30, der(0x31, der(0x30, der(0x06, bytes(0x55, 0x04, 0x03)), der(0x0c, Buffer.from(name)))))
  const validity = der(0x30, der(0x18, Buffer.from(notBefore)), der(0x18, Buffer.from(notAfter)))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  // Version 3, serial number 1, what it is signed with, by whom, from when to when, whose, the key.
  const toSign = der(0x30, der(0xa0, der(0x02, bytes(2))), der(0x02, bytes(1)), algorithm, common, validity, common, spki)
  const signature = der(0x03, bytes(0), sign('sha256', toSign, privateKey))
  const base64 = Buffer.from(der(0x30, toSign, algorithm, signature)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
}

function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

function bytes(...values: number[]): Uint8Array {
  return Buffer.from(values)
}

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11. */
const algorithm = der(0x30, der(0x06, bytes(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)), der(0x05))
