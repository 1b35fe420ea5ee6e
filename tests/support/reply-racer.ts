// One of several processes that write the same replies to one database at the same time. race-replies.ts starts it.
import { openDatabase } from '../../server/db/open.ts'
import { makeMemoryBus } from '../../server/live/memory-bus.ts'
import { makeIds } from '../../server/new-id.ts'
import { contactViewer } from '../../server/portal/contact-viewer.ts'
import { findPortalByKey } from '../../server/portal/portal.repo.ts'
import { replyToTicket } from '../../server/threads/reply-to-ticket.ts'

/** What every racer gets. */
export interface Race {
  databaseUrl: string
  portalKey: string
  contactId: string
  ticketId: string
  replies: number
}

const race = JSON.parse(process.env['RACE'] ?? '') as Race
const { db } = openDatabase(race.databaseUrl)
const deps = { db, bus: makeMemoryBus(), newId: makeIds(), now: () => new Date().toISOString() }
const portal = await findPortalByKey(db, race.portalKey)
if (!portal) throw new Error(`there is no portal ${race.portalKey}`)
const viewer = contactViewer(portal, { id: race.contactId, name: 'Racer', company_id: null }, 'no-session', deps.now())

process.send?.('ready')
await new Promise((resolve) => process.once('message', resolve))
const answers: string[] = []
for (let index = 0; index < race.replies; index += 1) {
  const text = `reply ${index}`
  const onceKey = { key: `key-${index}`, requestHash: `hash of ${text}` }
  answers.push(JSON.stringify(await replyToTicket(deps, viewer, portal, race.ticketId, { text, attachmentIds: [] }, onceKey)))
}
await db.destroy()
process.send?.(answers, () => process.disconnect())
