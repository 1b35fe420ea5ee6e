import { type Stage, type StageResult, runStage, summarize } from './stage.ts'

// Cheapest first: a wrong type is told in seconds, not after the browsers ran.
const stages: Stage[] = [
  { name: 'check', command: 'node tests/support/check.ts', countsTests: true },
  { name: 'build', command: 'node esbuild.config.mjs' },
  { name: 'unit', command: 'vitest run --project unit', countsTests: true },
  { name: 'server', command: 'vitest run --project sqlite --project postgres', countsTests: true },
  { name: 'widget', command: 'wtr', countsTests: true },
  { name: 'e2e', command: 'vitest run --project e2e', countsTests: true },
]

const results: StageResult[] = []
for (const stage of stages) {
  console.log(`\n=== ${stage.name}: ${stage.command}`)
  // One after the other: browsers and databases side by side starve each other on small machines.
  const result = await runStage(stage, true)
  results.push(result)
  if (!result.ok) break
}
console.log('')
for (const result of results) {
  console.log(
    `${result.ok ? 'ok    ' : 'FAILED'} ${result.name}: ${result.passed} passed, ${result.failed} failed (${result.seconds.toFixed(1)} s)`,
  )
}
for (const { failures } of results) for (const failure of failures) console.log(`\n${failure}`)
for (const stage of stages.slice(results.length)) console.log(`not run ${stage.name}`)
console.log(`\n${summarize(results)}`)
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
