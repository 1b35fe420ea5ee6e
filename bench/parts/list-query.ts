import { openDatabase } from '../../server/db/open.ts'
import { contactViewer } from '../../server/portal/contact-viewer.ts'
import { findPortalByKey } from '../../server/portal/portal.repo.ts'
import { listTickets } from '../../server/tickets/ticket-list.repo.ts'
import { companyId, type Viewer } from '../data/people.ts'

/** The statement with which the server reads the first page of a viewer's own list. */
export async function readListStatement(databaseUrl: string, viewer: Viewer): Promise<{ sql: string; parameters: readonly unknown[] }> {
  let last: { sql: string; parameters: readonly unknown[] } = { sql: '', parameters: [] }
  const { db } = openDatabase(databaseUrl, (query) => (last = query))
  try {
    const portal = await findPortalByKey(db, viewer.portalKey)
    if (!portal) throw new Error(`There is no portal ${viewer.portalKey}.`)
    const contact = contactViewer(portal, { id: viewer.contactId, name: '', company_id: companyId }, '', new Date().toISOString())
    await listTickets(db, contact, { view: 'mine', status: 'all', limit: 25 })
    return last
  } finally {
    await db.destroy()
  }
}
