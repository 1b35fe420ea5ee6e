import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { makeIds } from '../../../server/new-id.ts'
import { compareWorld, type Mismatch } from '../../support/rules/compare.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

const worlds = 50
const firstSeed = Number(process.env['VISIBILITY_SEED'] ?? 20_261_122)

let database: TestDatabase
let opened: OpenedDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url)
  await migrate(opened)
})
afterAll(async () => {
  await opened.db.destroy()
  await database.drop()
})

test(
  `R35: 10,000 decisions in ${worlds} random worlds are those of the reference (VISIBILITY_SEED=${firstSeed})`,
  { timeout: 180_000 },
  async () => {
    const newId = makeIds(() => Date.now())
    const mismatches: Mismatch[] = []
    let decisions = 0
    let visible = 0
    for (let seed = firstSeed; seed < firstSeed + worlds; seed += 1) {
      const result = await compareWorld(opened.db, seed, newId, { contacts: 4, tickets: 50, portals: 3 }, 4)
      decisions += result.decisions
      visible += result.visible
      mismatches.push(...result.mismatches)
    }
    expect(mismatches.slice(0, 3)).toEqual([])
    expect(decisions).toBe(10_000)
    // Neither everything nor nothing: otherwise the agreement would say little.
    expect(visible / decisions).toBeGreaterThan(0.03)
    expect(visible / decisions).toBeLessThan(0.6)
  },
)
