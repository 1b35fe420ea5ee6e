import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A backend in a process of its own, always at the same address, on a database that outlives it: a file in its folder, or
 * the PostgreSQL database that it is given.
 */
export class ServerProcess {
  readonly url: string
  readonly folder: string
  /** What openDatabase() takes. */
  readonly databaseUrl: string
  private readonly env: Record<string, string>
  private readonly prefix: readonly string[]
  private child: ChildProcess | undefined
  /** Of the server itself: a command that runs it may let no signal through. */
  private pid = 0
  private up = Promise.withResolvers<void>()

  private constructor(port: number, databaseUrl: string | undefined, prefix: readonly string[], env: Record<string, string>) {
    this.folder = mkdtempSync(join(tmpdir(), 'portal-process-'))
    this.url = `http://127.0.0.1:${port}`
    this.databaseUrl = databaseUrl ?? join(this.folder, 'portal.sqlite')
    this.prefix = prefix
    const publicDir = join(this.folder, 'public')
    mkdirSync(join(publicDir, 'assets'), { recursive: true })
    writeFileSync(join(publicDir, 'assets/manifest.json'), '{}')
    this.env = {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: this.url,
      DATA_DIR: this.folder,
      PUBLIC_DIR: publicDir,
      LOG_LEVEL: 'error',
      SIGN_INS_PER_IP: '1000000',
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...env,
    }
  }

  /**
   * @param options.databaseUrl Left out: an embedded database.
   * @param options.prefix A command that runs the server, such as strace with its options.
   * @param options.env More of the environment, such as a mail server.
   */
  static async create(
    options: { databaseUrl?: string | undefined; prefix?: readonly string[]; env?: Record<string, string> } = {},
  ): Promise<ServerProcess> {
    return new ServerProcess(await findFreePort(), options.databaseUrl, options.prefix ?? [], options.env ?? {})
  }

  /** Starts the process and waits until it takes requests. */
  async start(): Promise<void> {
    const [program = '', ...args]: readonly string[] = [...this.prefix, process.execPath, join(import.meta.dirname, 'server-main.ts')]
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH ?? '', NODE_NO_WARNINGS: '1', ...this.env },
    })
    this.child = child
    this.pid = await new Promise<number>((resolve, reject) => {
      child.once('message', (pid) => resolve(Number(pid)))
      child.once('error', reject)
      child.once('exit', (code, signal) => reject(new Error(`The server ended with ${code ?? signal} before it took requests.`)))
    })
    this.up.resolve()
  }

  /** Waits until the process takes requests. */
  whenUp(): Promise<void> {
    return this.up.promise
  }

  /** Ends the process: at once and without a word to it, unless another signal is given. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.up = Promise.withResolvers()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(this.pid, signal)
    await ended
  }

  /** Ends the process and removes its folder. */
  async remove(): Promise<void> {
    await this.end()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
