import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { makePasswordHasher } from '../../server/auth/password-hash.ts'
import { sqliteDataset } from '../data/dataset.ts'
import { colleagueEmail, colleagues, password, portals } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import type { Part } from '../part.ts'
import { measure } from '../process/load.ts'
import { startBackend } from '../process/server.ts'
import { listLoad, listViewers, ownList } from './list.ts'

/** As many as the queue of the password hasher takes. */
const waiting = 50

/** P8: what a crowd at the door costs those who are inside. */
export const signInPart: Part = {
  name: 'sign-in',
  summary: 'P8: 50 waiting logins and the list beside them',
  async run({ tickets, rounds }) {
    const dataDir = await sqliteDataset(tickets)
    const sessions = await openSessions(join(dataDir, 'portal.sqlite'), listViewers.slice(0, 1))
    const inFlight = Math.max(1, availableParallelism() - 1)
    const bound = (1000 / (await hashMs())) * inFlight
    const server = await startBackend({ dataDir })
    try {
      const list = listLoad(server, sessions, ownList, { connections: 4, count: 500 * rounds })
      const quiet = await measure(list)
      const logins = measure({
        url: server.url,
        portalKey: portals.company,
        requests: Array.from({ length: colleagues }, (_, index) => ({
          method: 'POST',
          path: `/api/v1/portals/${portals.company}/session`,
          isSignIn: true,
          body: JSON.stringify({ email: colleagueEmail(index), password }),
        })),
        connections: waiting,
        warmup: waiting,
        count: 150 * rounds,
      })
      const busy = await measure({ ...list, warmup: 50 })
      const { perSecond, count } = await logins
      return [
        {
          id: 'P8',
          what: `logins a second, ${waiting} waiting; baseline: the bound of ${inFlight} hash at a time`,
          unit: '/s',
          value: perSecond,
          baseline: bound,
          target: 'ratio ≥ 0.8',
          n: count,
        },
        {
          id: 'P8.list',
          what: `own list p99 while ${waiting} logins wait; baseline: quiet`,
          unit: 'ms',
          value: busy.p99,
          baseline: quiet.p99,
          target: 'ratio ≤ 3',
          n: busy.count,
        },
      ]
    } finally {
      await server.stop()
    }
  },
}

/** How long one hash takes when nothing else runs. */
async function hashMs(): Promise<number> {
  const hasher = makePasswordHasher()
  const stored = await hasher.hash(password)
  const hashes = 20
  const startedAt = performance.now()
  for (let index = 0; index < hashes; index += 1) await hasher.verify(password, stored)
  return (performance.now() - startedAt) / hashes
}
