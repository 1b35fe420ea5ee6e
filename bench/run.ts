import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchDir } from './data/dataset.ts'
import type { Part, Scale } from './part.ts'
import { browserPart } from './parts/browser.ts'
import { detailPart } from './parts/detail.ts'
import { indexesPart } from './parts/indexes.ts'
import { listPart } from './parts/list.ts'
import { listPostgresPart } from './parts/list-postgres.ts'
import { livePart } from './parts/live.ts'
import { replyPart } from './parts/reply.ts'
import { searchPart } from './parts/search.ts'
import { signInPart } from './parts/sign-in.ts'
import { startPart } from './parts/start.ts'
import { describeMachine, formatTable, judge, type Row } from './report.ts'

const parts: readonly Part[] = [
  listPart,
  listPostgresPart,
  searchPart,
  detailPart,
  replyPart,
  signInPart,
  livePart,
  startPart,
  indexesPart,
  browserPart,
]

const full: Scale = { tickets: 1_000_000, fewTickets: 1_000, requests: 6_000, rounds: 3, streams: 2_000 }
const quick: Scale = { tickets: 10_000, fewTickets: 1_000, requests: 2_000, rounds: 1, streams: 200 }

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name))

if (options.help || unknown.length > 0) {
  if (unknown.length > 0) console.log(`The bench has no part "${unknown.join('", "')}".\n`)
  console.log('npm run bench -- [part …] [--quick] [--json FILE]\n')
  for (const { name, summary } of parts) console.log(`  ${name.padEnd(8)} ${summary}`)
} else {
  mkdirSync(benchDir, { recursive: true })
  const chosen = positionals.length === 0 ? parts : parts.filter(({ name }) => positionals.includes(name))
  const rows: Row[] = []
  for (const part of chosen) {
    process.stderr.write(`${part.name} …\n`)
    rows.push(...(await run(part)))
  }
  console.log(`\n${formatTable(rows)}\n\n${describeMachine()}`)
  if (options.quick) console.log('Small database and short runs: the targets are meant for the full ones.')
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`)
}

/** A part that cannot run here says so and is left out: the others still tell something. */
async function run(part: Part): Promise<Row[]> {
  try {
    return (await part.run(options.quick ? quick : full)).map(judge)
  } catch (error) {
    console.error(`${part.name}: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}
