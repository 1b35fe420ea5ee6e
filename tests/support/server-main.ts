// A backend in a process of its own, for tests that end it without a warning. server-process.ts starts it.
import { readConfig } from '../../server/config.ts'
import { runUntilSignal } from '../../server/run-until-signal.ts'
import { startServer } from '../../server/start-server.ts'

const server = await startServer(readConfig(), { publicDir: process.env['PUBLIC_DIR'] ?? '' })
process.send?.(process.pid)
await runUntilSignal(() => server.stop())
// The channel to the test would keep the process alive.
process.disconnect()
