import { createProofKey } from './proof.ts'
import { sendSigned, type NonceHolder } from './client.ts'

/** What a mail can be asked for without a session. */
export type MailRequest = 'password-resets' | 'magic-links' | 'registrations'

/** Asks for a mail. The answer is the same for every address. Throws `ApiError`. */
export async function postMailRequest(base: string, what: MailRequest, body: { email: string }, holder: NonceHolder) {
  await sendSigned(base, { method: 'POST', path: `/${what}`, json: body, byUser: true }, { key: await createProofKey() }, holder)
}
