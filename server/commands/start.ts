import { readConfig } from '../config.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import { offerSetUp } from '../set-up.ts'
import { startServer } from '../start-server.ts'

/** Runs the backend until SIGTERM or SIGINT. */
export async function run(): Promise<void> {
  const server = await startServer(readConfig())
  server.deps.log.info({ url: server.url, port: server.deps.config.port }, 'listening')
  const setUpUrl = await offerSetUp(server.deps)
  if (setUpUrl) console.log(`There is no account yet. Make the first one here, within a day:\n  ${setUpUrl}`)
  await runUntilSignal(() => server.stop())
}
