import { setTimeout as delay } from 'node:timers/promises'
import { sqliteDataset } from '../data/dataset.ts'
import { median, type Part } from '../part.ts'
import { startBackend } from '../process/server.ts'

/** What a start leaves behind is thrown away by then. */
const idleMs = 3_000

/** P10: a start with a full database, and what the process takes when nobody asks. */
export const startPart: Part = {
  name: 'start',
  summary: 'P10: start with an existing database, idle memory',
  async run({ tickets, rounds }) {
    const dataDir = await sqliteDataset(tickets)
    const starts = []
    for (let round = 0; round < rounds; round += 1) {
      const server = await startBackend({ dataDir })
      try {
        await delay(idleMs)
        starts.push({ startMs: server.startMs, startCpuMs: server.startCpuMs, pssMb: server.pssMb() })
      } finally {
        await server.stop()
      }
    }
    const what = `${tickets.toLocaleString('en')} tickets`
    return [
      {
        id: 'P10',
        what: `start to first answer, ${what}`,
        unit: 's',
        value: median(starts, ({ startMs }) => startMs).startMs / 1000,
        target: '≤ 1',
        n: rounds,
      },
      {
        id: 'P10.memory',
        what: 'idle memory (PSS)',
        unit: 'MB',
        value: median(starts, ({ pssMb }) => pssMb).pssMb,
        target: '≤ 120',
        n: rounds,
      },
    ]
  },
}
