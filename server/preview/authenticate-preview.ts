import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { proveKey } from '../auth/prove-key.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { nameNewestEvent } from '../http/newest-event.ts'
import { originOf } from '../portal/allow-origin.ts'
import { accessTokenOf } from '../portal/resolve-portal.ts'
import { isPreviewOver, previewViewer } from './preview-viewer.ts'

/**
 * Lets a preview through to what reads, and sets `viewer`. Writes end here, whatever the route.
 *
 * @throws AppError `session_expired`, `proof_invalid`, `proof_nonce_required`, `preview_read_only`.
 */
export function usePreview(c: Context<AppEnv>): void {
  requirePreview(c)
  if (!['GET', 'HEAD'].includes(c.req.method)) throw new AppError('preview_read_only')
}

/** Lets nobody through but a preview. */
export const authenticatePreview = createMiddleware<AppEnv>(async (c, next) => {
  requirePreview(c)
  return next()
})

function requirePreview(c: Context<AppEnv>): void {
  const { deps, requestPreview: state } = c.var
  const accessToken = accessTokenOf(c)
  if (accessToken === null) throw new AppError('sign_in_required')
  if (!state) throw new AppError('session_expired', 'no preview has this access token')
  proveKey(c, { accessToken, jkt: state.jkt })
  const now = deps.now()
  if (isPreviewOver(state, now)) throw new AppError('session_expired', 'the preview is over')
  const origin = originOf(c)
  if (origin !== null && origin !== state.origin) throw new AppError('session_expired', `the preview belongs to ${state.origin}`)
  nameNewestEvent(c, state.last_event_seq)
  c.set('viewer', previewViewer(state, now))
}
