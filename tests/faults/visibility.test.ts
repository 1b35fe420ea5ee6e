import { expect, test } from 'vitest'
import { migrate } from '../../server/db/migrate.ts'
import { openDatabase } from '../../server/db/open.ts'
import { makeIds } from '../../server/new-id.ts'
import { startPostgres } from '../support/postgres.ts'
import { compareWorld, type Mismatch } from '../support/rules/compare.ts'

const worlds = 500
const firstSeed = Number(process.env['VISIBILITY_SEED'] ?? 35_000_000)

/** Worlds in one database before it is emptied by opening another: PostgreSQL counts all rows again after each. */
const worldsPerDatabase = 100

test.each(['sqlite', 'postgres'] as const)(
  `R35: 100,000 decisions in ${worlds} random worlds on %s are those of the reference (VISIBILITY_SEED=${firstSeed})`,
  { timeout: 1_800_000 },
  async (kind) => {
    const newId = makeIds(() => Date.now())
    const mismatches: Mismatch[] = []
    let decisions = 0
    for (let first = firstSeed; first < firstSeed + worlds; first += worldsPerDatabase) {
      const server = kind === 'postgres' ? await startPostgres() : undefined
      const opened = openDatabase(server?.url ?? ':memory:')
      try {
        await migrate(opened)
        for (let seed = first; seed < first + worldsPerDatabase; seed += 1) {
          const result = await compareWorld(opened.db, seed, newId, { contacts: 5, tickets: 50, portals: 3 }, 4)
          decisions += result.decisions
          mismatches.push(...result.mismatches)
        }
      } finally {
        await opened.db.destroy()
        await server?.stop()
      }
    }
    expect(mismatches.slice(0, 3)).toEqual([])
    expect(decisions).toBe(100_000)
  },
)
