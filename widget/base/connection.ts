import type { PublicPortal } from '../../shared/portal.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { getPublicPortal } from '../api/portal.ts'
import { backendOrigin, portalBase } from './backend.ts'
import { backoffMs } from './backoff.ts'
import { LiveStream } from './live.ts'
import { Session } from './session.ts'

/** An element that takes part in a connection. */
export interface ConnectionMember extends HTMLElement {
  /** Called when settings, session or members changed. */
  connectionChanged(): void
}

// The only module-level state of the elements: backend origin and portal key → what the elements of that portal share.
const connections = new Map<string, Connection>()

/** What all elements of one portal on a page share: settings, session, live stream. */
export class Connection {
  readonly portalKey: string
  readonly session: Session
  readonly live: LiveStream
  readonly members = new Set<ConnectionMember>()
  portal: PublicPortal | undefined
  /** Why the settings are not there; undefined while they are on their way. */
  error: ApiError | undefined
  /** The portal's own look, adopted by every element below the page's tokens. */
  readonly themeSheet = new CSSStyleSheet()

  private readonly base: string
  private readonly closing = new AbortController()
  private attempts = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined

  constructor(portalKey: string) {
    this.portalKey = portalKey
    this.base = portalBase(portalKey)
    this.session = new Session(
      this.base,
      portalKey,
      () => this.changed(),
      () => void this.loadPortal(),
    )
    this.live = new LiveStream(this.session)
    window.addEventListener('online', this.retry, { signal: this.closing.signal })
    void this.loadPortal()
  }

  /** Asks for the settings again, at once. */
  readonly retry = (): void => {
    if (this.portal || !this.error) return
    this.error = undefined
    this.changed()
    void this.loadPortal()
  }

  /** Tells every member that something changed. */
  changed(): void {
    this.live.update()
    for (const member of [...this.members]) member.connectionChanged()
  }

  close(): void {
    this.closing.abort()
    clearTimeout(this.retryTimer)
    this.session.close()
    this.live.update()
  }

  private async loadPortal(): Promise<void> {
    clearTimeout(this.retryTimer)
    try {
      const portal = await getPublicPortal(this.base, this.closing.signal)
      this.session.holder.nonce ??= portal.dpopNonce
      this.portal = portal
      this.error = undefined
      // A server of before has none.
      this.themeSheet.replaceSync(portal.theme.css ?? '')
      if (!portal.isOriginAllowed) this.complain()
    } catch (thrown) {
      if (this.closing.signal.aborted) return
      this.error = toApiError(thrown)
      if (this.error.code === 'portal_not_found') {
        this.complain()
      } else {
        this.attempts += 1
        this.retryTimer = setTimeout(() => void this.loadPortal(), backoffMs(this.attempts, this.error.retryAfterSeconds))
      }
    }
    this.changed()
  }

  /** Tells whoever builds the page what to mend. */
  private complain(): void {
    void import('./complain.ts').then(({ complain }) => complain(this))
  }
}

/** The connection to a portal, opened by the first element that needs it. */
export function joinConnection(portalKey: string, member: ConnectionMember): Connection {
  const address = `${backendOrigin} ${portalKey}`
  let connection = connections.get(address)
  if (!connection) {
    connection = new Connection(portalKey)
    connections.set(address, connection)
  }
  connection.members.add(member)
  return connection
}

/** Takes the element out; the last one to leave closes the connection, unless one comes back in the same turn (a moved element). */
export function leaveConnection(connection: Connection, member: ConnectionMember): void {
  connection.members.delete(member)
  queueMicrotask(() => {
    if (connection.members.size > 0) return
    const address = `${backendOrigin} ${connection.portalKey}`
    if (connections.get(address) !== connection) return
    connections.delete(address)
    connection.close()
  })
}
