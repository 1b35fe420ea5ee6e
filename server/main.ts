// The process of the backend: `cli.mjs start` runs the same. It is also the entry of the bundle in dist/server, hence the check
// here: Node before 24 crashes without a word when it loads the database driver, so nothing may be imported before it.
import { reportFailure } from './report-failure.ts'

const oldestNode = 24

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`The customer portal needs Node ${oldestNode} or newer; this is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  const { run } = await import('./commands/start.ts')
  process.exitCode = await reportFailure(run)
}
