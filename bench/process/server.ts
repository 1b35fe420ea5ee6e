import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from '../../tests/support/stage.ts'
import { cpuMs, pssMb } from './usage.ts'

/** A server process that is being measured. */
export interface MeasuredServer {
  url: string
  pid: number
  /** From the start of the process to its first answer. */
  startMs: number
  startCpuMs: number
  cpuMs: () => number
  pssMb: () => number
  stop: () => Promise<void>
}

/** Starts the backend as `npm start` does. */
export async function startBackend(
  data: { dataDir: string; databaseUrl?: string },
  env: Record<string, string> = {},
): Promise<MeasuredServer> {
  const port = await findFreePort()
  return startProcess([...extraNodeFlags(), 'server/cli.mjs', 'start'], port, '/healthz', {
    DATA_DIR: data.dataDir,
    ...(data.databaseUrl && { DATABASE_URL: data.databaseUrl }),
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SIGN_INS_PER_IP: '1000000',
    ...env,
  })
}

/** Starts the bare server that throughput is compared with. */
export async function startBaseline(env: Record<string, string>): Promise<MeasuredServer> {
  return startProcess(['bench/process/baseline.ts'], await findFreePort(), '/', env)
}

/** `BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/prof"` shows where the time goes. */
function extraNodeFlags(): string[] {
  return (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
}

async function startProcess(args: string[], port: number, readyPath: string, env: Record<string, string>): Promise<MeasuredServer> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(port), ...env },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  const url = `http://127.0.0.1:${port}`
  await untilReady(child, url + readyPath)
  const startMs = performance.now() - startedAt
  const pid = child.pid ?? 0
  return { url, pid, startMs, startCpuMs: cpuMs(pid), cpuMs: () => cpuMs(pid), pssMb: () => pssMb(pid), stop: () => stop(child) }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it answered.`)
    const response = await fetch(url).catch(() => undefined)
    await response?.arrayBuffer()
    if (response?.ok) return
    await delay(5)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
