import { X509Certificate } from 'node:crypto'
import { DOMParser } from '@xmldom/xmldom'
import type { SamlMetadata } from '../../shared/single-sign-on.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { guardedFetch } from '../http/guarded-fetch.ts'

const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata'
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const metadataMaxBytes = 1024 * 1024
const modulusMinBits = 2048

/**
 * Reads what a provider says of itself, from its text or from where it stands. Nothing is trusted by that: an admin looks at it
 * and saves it, or not; and it is never read again by itself.
 *
 * @throws AppError `invalid_request` naming `xml` or `url`.
 */
export async function readProviderMetadata(deps: Deps, from: { xml: string } | { url: string }): Promise<SamlMetadata> {
  if ('xml' in from) return parseMetadata(from.xml, 'xml')
  try {
    const bounds = { timeoutMs: 5_000, maxBytes: metadataMaxBytes, allowsPrivate: deps.config.allowPrivateProviders }
    const answer = await guardedFetch(from.url, {}, bounds)
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    return parseMetadata(await answer.text(), 'url')
  } catch (error) {
    if (error instanceof AppError) throw error
    return refuse('url', (error as Error).message)
  }
}

/** A certificate as it is kept: PEM. @throws AppError `invalid_request` naming the field: none, or its key is no RSA of 2048 bits or more. */
export function readCertificate(text: string, field: string): string {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replaceAll(/\s/g, '')
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
    if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < modulusMinBits)
      return refuse(field, 'not RSA of 2048 bits')
    return certificate.toString()
  } catch (error) {
    if (error instanceof AppError) throw error
    return refuse(field, (error as Error).message)
  }
}

function parseMetadata(xml: string, field: string): SamlMetadata {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) refuse(field, 'a document type')
  const entities = Array.from(parse(xml, field).getElementsByTagNameNS(metadataNamespace, 'EntityDescriptor')).filter(
    (entity) => entity.getElementsByTagNameNS(metadataNamespace, 'IDPSSODescriptor').length > 0,
  )
  const [entity, ...others] = entities
  if (!entity || others.length > 0) return refuse(field, `${entities.length} providers instead of one`)
  const provider = entity.getElementsByTagNameNS(metadataNamespace, 'IDPSSODescriptor')[0] as Element
  const services = Array.from(provider.getElementsByTagNameNS(metadataNamespace, 'SingleSignOnService'))
  const ssoUrl = services.find((service) => service.getAttribute('Binding') === redirectBinding)?.getAttribute('Location')
  const issuer = entity.getAttribute('entityID')
  if (!issuer || !ssoUrl) return refuse(field, 'no entityID, or no sign-in address for HTTP-Redirect')
  const keys = Array.from(provider.getElementsByTagNameNS(metadataNamespace, 'KeyDescriptor')).filter(
    (key) => key.getAttribute('use') !== 'encryption',
  )
  const certificates = keys
    .flatMap((key) => Array.from(key.getElementsByTagNameNS(signatureNamespace, 'X509Certificate')))
    .map((element) => readCertificate(element.textContent ?? '', field))
  if (certificates.length === 0) return refuse(field, 'no certificate to sign with')
  return { issuer, ssoUrl, certificates: [...new Set(certificates)] }
}

function parse(xml: string, field: string): Document {
  const fail = (message: string) => refuse(field, message.slice(0, 200))
  try {
    return new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(xml, 'text/xml')
  } catch (error) {
    if (error instanceof AppError) throw error
    return fail((error as Error).message)
  }
}

function refuse(field: string, reason: string): never {
  throw new AppError('invalid_request', `${field}: ${reason}`, { fields: { [field]: 'invalid' } })
}
