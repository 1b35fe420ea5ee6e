import { createTransport } from 'nodemailer'
import { emailAddress } from '../../shared/common.ts'
import { PermanentFailure } from '../jobs/job-failures.ts'
import type { Mailer, OutgoingMail } from './mailer.ts'

/** Whatever could begin a header or a command of its own: controls and the line separators of Unicode. */
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const refusedForGood = new Set(['EENVELOPE', 'EMESSAGE'])

/** Sends by SMTP over a small pool of connections. @param smtpUrl `smtp://user:password@host:port`, or `smtps://`. */
export function makeSmtpMailer(smtpUrl: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isTls = protocol === 'smtps:'
  const transport = createTransport({
    pool: true,
    host,
    port: port === '' ? (isTls ? 465 : 587) : Number(port),
    secure: isTls,
    // A password does not travel in the clear, except inside this machine.
    requireTLS: !isTls && username !== '' && !isLoopback(host),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    maxConnections: 4,
    // Trying again is the job's business: the pool would do it at once and could send twice.
    maxRequeues: 0,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    isOutbox: false,
    async deliver(mail) {
      requirePlain(mail)
      try {
        await transport.sendMail({
          from: mail.from,
          // As an object: as text it would be parsed as a list of addresses.
          to: { name: '', address: mail.to },
          envelope: { from: addressOf(mail.from), to: [mail.to] },
          subject: mail.subject,
          text: mail.text,
          ...(mail.html !== undefined && { html: mail.html }),
          messageId: mail.messageId,
          // Tells vacation responders and other portals not to answer (RFC 3834 §5).
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
      } catch (error) {
        throw isPermanent(error) ? new PermanentFailure(`refused: ${(error as Error).message}`, { cause: error }) : error
      }
      return 'sent'
    },
    close: () => transport.close(),
  }
}

/** @throws PermanentFailure when an address or a header holds what could become another address or header. */
function requirePlain(mail: OutgoingMail): void {
  if (!emailAddress.safeParse(mail.to).success || controls.test(mail.to) || mail.to !== mail.to.trim()) {
    throw new PermanentFailure('the address is not one plain mailbox')
  }
  for (const part of ['from', 'subject', 'messageId'] as const) {
    if (controls.test(mail[part])) throw new PermanentFailure(`control characters in ${part}`)
  }
}

/** 5xx about this mail or its receiver. A refused log-in or greeting is the server's trouble and may pass. */
function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false
  return refusedForGood.has(String(error.code)) && Number(error.responseCode) >= 500 && Number(error.responseCode) < 600
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
