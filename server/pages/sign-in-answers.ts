import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { claimAnswer, failAttempt, findLiveAttempt, identifyAttempt } from '../auth/handoff.ts'
import type { VouchedIdentity } from '../auth/identity.ts'
import type { AppEnv, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import { answerFailed, answerOver, answerSignedIn } from './sign-in-page.ts'

/** The page after a provider's answer, whatever became of it. */
export async function answerIdentity(
  c: Context<AppEnv>,
  portal: PortalRow,
  attempt: SignInAttemptRow,
  identify: () => Promise<VouchedIdentity>,
): Promise<Response> {
  if (!(await claimAnswer(c.var.deps, attempt))) return answerOver(c, portal.language)
  try {
    const identity = await identify()
    if (identity.providerId !== attempt.provider_id) throw new AppError('identity_refused', 'of another provider than was chosen')
    const secrets = await identifyAttempt(c.var.deps, attempt, identity)
    return secrets ? answerSignedIn(c, portal.language, attempt, secrets) : answerOver(c, portal.language)
  } catch (error) {
    return answerRefusal(c, portal, attempt, error)
  }
}

/** The page when a provider did not say who it is; the log says why. @throws what is no refusal. */
export async function answerRefusal(c: Context<AppEnv>, portal: PortalRow, attempt: SignInAttemptRow, error: unknown): Promise<Response> {
  if (!(error instanceof AppError) || error.code !== 'identity_refused') throw error
  c.var.deps.log.info({ requestId: c.var.requestId, portalId: portal.id, providerId: attempt.provider_id, err: error }, 'sign-in refused')
  await failAttempt(c.var.deps, attempt)
  return answerFailed(c, portal.language, attempt)
}

/** A sign-in under way, with its portal if that is on. */
export async function findAttemptAndPortal(
  deps: Deps,
  ssoId: string,
): Promise<{ attempt: SignInAttemptRow; portal: PortalRow } | undefined> {
  const attempt = await findLiveAttempt(deps, ssoId)
  if (!attempt) return undefined
  const portal = await findPortal(deps.db, attempt.account_id, attempt.portal_id)
  return portal?.is_on === 1 ? { attempt, portal } : undefined
}

/** The fields of a form. @throws AppError `unsupported_media_type`. */
export async function readForm(c: Context<AppEnv>): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('Content-Type') ?? '')) throw new AppError('unsupported_media_type')
  return new URLSearchParams(await c.req.text())
}

/** Refuses a form that is too large, read or not. */
export function limitForm(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError('body_too_large')
    },
  })
}
