import { writeFileSync } from 'node:fs'
import { type Stage, runStage, summarize } from './stage.ts'

const stages: Stage[] = [
  { name: 'types', command: 'tsc --noEmit' },
  { name: 'lint', command: 'oxlint --type-aware --format=unix' },
  { name: 'format', command: 'oxfmt --check' },
  { name: 'architecture', command: 'vitest run --project architecture', countsTests: true },
]

const results = await Promise.all(stages.map((stage) => runStage(stage, false)))
for (const result of results) {
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name} (${result.seconds.toFixed(1)} s)`)
}
for (const result of results.filter(({ ok }) => !ok)) {
  console.log(`\n--- ${result.name} ---\n${result.output.trim()}`)
  if (result.name === 'format') console.log('`npm run fix` formats.')
}
console.log(`\n${summarize(results)}`)
if (process.env.TEST_RESULTS) {
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0)
  writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed: sum('passed'), failed: sum('failed') }))
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
