import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import type { Site } from './accounts/served-site.ts'
import type { FileStore } from './attachments/file-store.ts'
import type { Bus } from './live/bus.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PasswordHasher } from './auth/password-hash.ts'
import type { Assets } from './http/assets.ts'
import type { Vault } from './vault.ts'
import type { PreviewState } from './portal/preview.repo.ts'
import type { Viewer } from './viewer.ts'
import type { PortalRow } from './portal/portal.table.ts'
import type { RequestSession } from './portal/portal-request.repo.ts'

/** Everything that varies between a running server and a test. Made once, by `main.ts` or by a test world. */
export interface Deps {
  config: Config
  db: Db
  /** The time, ISO 8601 UTC with milliseconds. The only clock of the server. */
  now: () => string
  /** A new time-ordered id: lower-case letters and digits. */
  newId: () => string
  bus: Bus
  hub: LiveHub
  files: FileStore
  mailer: Mailer
  hasher: PasswordHasher
  assets: Assets
  log: Logger
  /** Random, made at the first start and kept in the database: the same in every process. */
  nonceSecret: Uint8Array
  /** For secrets that must be usable again. */
  vault: Vault
}

/** Hono's environment: what the middlewares have put on the request. */
export interface AppEnv {
  Variables: {
    deps: Deps
    requestId: string
    /** Address of the peer, or of the client behind a configured proxy. */
    clientIp: string
    /** Where the request came in: at the installation or at a verified domain of an account. */
    site: Site
    viewer: Viewer
    /** Staff who still have to begin the second factor that their account wants. */
    lacksSecondFactor: boolean
    /** Set on `/api/v1/portals/{portalKey}/…` and `/p/{slug}`. */
    portal: PortalRow
    /** What the access token of this request names, unchecked; `authenticateContact` decides. */
    requestSession: RequestSession | null
    /** What the access token of a preview names, unchecked. */
    requestPreview: PreviewState | null
  }
}
