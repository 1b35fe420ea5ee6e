import { type Stage, reportCounts, runStage, summarize } from './stage.ts'

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
const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0)
reportCounts({ passed: sum('passed'), failed: sum('failed'), failures: results.flatMap(({ failures }) => failures) })
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
