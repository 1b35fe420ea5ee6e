import { readConfig } from '../config.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import { startServer } from '../start-server.ts'

/** Runs the backend until SIGTERM or SIGINT. */
export async function run(): Promise<void> {
  const server = await startServer(readConfig())
  server.deps.log.info({ url: server.url, port: server.deps.config.port }, 'listening')
  await runUntilSignal(() => server.stop())
}
