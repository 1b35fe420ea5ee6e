import type { Config } from '../config.ts'
import type { Mailer } from './mailer.ts'
import { makeOutboxMailer } from './outbox-mailer.ts'
import { makeSmtpMailer } from './smtp-mailer.ts'

/** The mailer of this process: by SMTP when a server is set, else mail is kept on the outbox page. */
export function openMailer(config: Pick<Config, 'smtpUrl'>): Mailer {
  return config.smtpUrl === null ? makeOutboxMailer() : makeSmtpMailer(config.smtpUrl)
}
