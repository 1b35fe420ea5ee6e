import { type StageResult, runStage, summarize } from '../support/stage.ts'
import { firefox, webkit } from './find-engines.ts'

// Both are asked for before either runs: what is missing is told at once, and nothing is left out silently.
const missing = [firefox, webkit].flatMap((find) => {
  try {
    find()
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
})
if (missing.length > 0) {
  console.error(missing.join('\n'))
  process.exit(1)
}

const results: StageResult[] = []
for (const engine of ['firefox', 'webkit']) {
  process.env.ENGINE = engine
  console.log(`\n=== ${engine}`)
  results.push(await runStage({ name: engine, command: 'wtr --config tests/engines/web-test-runner.config.mjs', countsTests: true }, true))
}
console.log(`\n${summarize(results)}`)
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
