import type { Mailer } from './mailer.ts'

/** Sends nothing: every mail stays on the outbox page. */
export function makeOutboxMailer(): Mailer {
  return { isOutbox: true, deliver: () => Promise.resolve('kept'), close: () => undefined }
}
