import type { Deps } from '../deps.ts'
import { loginUrlOf, tokenUrlOf } from '../portal/identity-provider.presenter.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import { findAttemptProvider } from './handoff.ts'
import { beginOidc } from './methods/oidc.ts'
import { beginSaml } from './methods/saml.ts'

/** Where the window goes, and what has to be remembered until it comes back. */
export interface Beginning {
  url: string
  protocol: string
}

/** The way to the provider of an attempt; undefined when it is off or has no page. @throws AppError `identity_refused` when it does not answer. */
export async function beginAtProvider(deps: Deps, portal: PortalRow, attempt: SignInAttemptRow): Promise<Beginning | undefined> {
  const provider = await findAttemptProvider(deps, attempt)
  if (provider?.kind === 'saml') return beginSaml(deps, provider, attempt.id)
  if (provider?.kind === 'oidc') return beginOidc(deps, provider, attempt.id)
  const loginUrl = provider && loginUrlOf(provider)
  if (!loginUrl) return undefined
  const url = new URL(loginUrl)
  url.searchParams.set('return_to', tokenUrlOf(portal, deps.config.publicUrl))
  url.searchParams.set('state', attempt.id)
  return { url: url.href, protocol: '' }
}
