import { SMTPServer } from 'smtp-server'
import type { AddressInfo, Socket } from 'node:net'

/** A mail as an SMTP server got it. */
export interface ReceivedMail {
  from: string
  to: string[]
  raw: string
}

/** How the server answers; `drop-…` closes the connection without a word at that place. */
export type Answer = 'take' | 'defer' | 'refuse' | 'refuse-recipient' | 'drop-before' | 'drop-after'

/** A real SMTP server on loopback that can be as nasty as the internet. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = []
  answer: Answer = 'take'
  private readonly server: SMTPServer
  private readonly sockets = new Map<number, Socket>()

  /** @param credentials What a client has to sign in with; without them nobody has to. */
  constructor(credentials?: { user: string; password: string }) {
    this.server = new SMTPServer({
      disabledCommands: credentials ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
      allowInsecureAuth: true,
      authOptional: !credentials,
      onAuth: ({ username, password }, _session, callback) => {
        if (credentials && username === credentials.user && password === credentials.password) return callback(null, { user: username })
        return callback(new Error('wrong password'))
      },
      closeTimeout: 100,
      onRcptTo: (_address, _session, callback) => {
        if (this.answer === 'refuse-recipient') return callback(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
        return callback()
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          if (this.answer === 'defer') return callback(Object.assign(new Error('try later'), { responseCode: 451 }))
          if (this.answer === 'refuse') return callback(Object.assign(new Error('spam'), { responseCode: 554 }))
          if (this.answer !== 'drop-before') {
            const { mailFrom, rcptTo } = session.envelope
            this.mails.push({
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              raw: Buffer.concat(chunks).toString('utf8'),
            })
          }
          if (this.answer === 'take') return callback()
          // Only the connection of this mail: another one may be idle in the pool.
          this.sockets.get(session.remotePort)?.destroy()
          return undefined
        })
      },
    })
    this.server.on('error', () => undefined)
    this.server.server.on('connection', (socket: Socket) => this.sockets.set(socket.remotePort ?? 0, socket))
  }

  /** @returns the address for SMTP_URL. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve())
    })
    const { port } = this.server.server.address() as AddressInfo
    return `smtp://127.0.0.1:${port}`
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve())
    })
  }
}

/** One header of a mail, unfolded. */
export function headerOf(raw: string, name: string): string | undefined {
  const head = raw.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? ''
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]
}
