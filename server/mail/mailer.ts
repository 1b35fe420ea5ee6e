/** One mail, ready to send. */
export interface OutgoingMail {
  from: string
  to: string
  subject: string
  text: string
  /** The same to look at. */
  html?: string
  messageId: string
}

/** Sends mail by SMTP, or is absent: then mail is kept on the outbox page. smtp-mailer.ts, outbox-mailer.ts. */
export interface Mailer {
  /** `kept`: there is no SMTP server, the mail stays readable on the outbox page. */
  deliver: (mail: OutgoingMail) => Promise<'sent' | 'kept'>
  /** True while mail is kept and not sent. */
  isOutbox: boolean
  close: () => void
}
