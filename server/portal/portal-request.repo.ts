import { hotQuery, param } from '../db/hot-query.ts'
import type { Db, Timestamp } from '../db/index.ts'
import { portals } from './portal.repo.ts'
import type { PortalRow } from './portal.table.ts'

/** The session that a request's access token names, with what its viewer is made of. */
export interface RequestSession {
  session_id: string
  contact_id: string
  contact_name: string
  company_id: string | null
  origin: string
  jkt: string
  access_expires_at: Timestamp
  session_created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
  /** The words that the contact agreed to. */
  given_version: string | null
  /** Sequence of the account's newest event, read before anything else of the request. */
  last_event_seq: number
}

type NoSession = Record<Exclude<keyof RequestSession, 'last_event_seq'>, null>

const portalByKey = hotQuery<'portal', PortalRow>('portal_by_key', (db) => portals(db).where('portal.key', '=', param<string>('portalKey')))

const portalAndSession = hotQuery<'session', PortalRow & (RequestSession | NoSession)>('portal_and_session', (db) =>
  portals(db)
    .leftJoin('session', (join) =>
      join
        .onRef('session.account_id', '=', 'portal.account_id')
        .onRef('session.portal_id', '=', 'portal.id')
        .on('session.access_hash', '=', param<string>('accessHash')),
    )
    .leftJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'session.account_id').onRef('contact.id', '=', 'session.contact_id'),
    )
    .where('portal.key', '=', param<string>('portalKey'))
    .select([
      'session.id as session_id',
      'session.contact_id',
      'contact.name as contact_name',
      'contact.company_id',
      'session.origin',
      'session.jkt',
      'session.access_expires_at',
      'session.created_at as session_created_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked_at',
      'session.consent_version as given_version',
      'account.last_event_seq',
    ])
    .$castTo<PortalRow & (RequestSession | NoSession)>(),
)

/** The portal of a request and, when the request carries an access token of that portal, its session: one query. */
export async function findPortalAndSession(
  db: Db,
  portalKey: string,
  accessHash: string | null,
): Promise<{ portal: PortalRow; session: RequestSession | null } | undefined> {
  if (accessHash === null) {
    const [portal] = await portalByKey(db, 'portal', { portalKey })
    return portal && { portal, session: null }
  }
  const [row] = await portalAndSession(db, 'session', { portalKey, accessHash })
  return row && { portal: row, session: row.session_id === null ? null : row }
}
