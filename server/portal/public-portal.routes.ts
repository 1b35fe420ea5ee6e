import { createRoute } from '@hono/zod-openapi'
import type { SignInMethod } from '../../shared/auth.ts'
import { attachmentTypes, limits } from '../../shared/limits.ts'
import { publicPortal, type PublicPortal } from '../../shared/portal.ts'
import { errors, json } from '../http/answers.ts'
import { findPublicMenu } from '../menus/menu.repo.ts'
import { currentNonce } from '../http/proof-nonce.ts'
import { makeRouter } from '../http/router.ts'
import { presentTheme } from './portal-theme.ts'
import { presentConsent } from './portal.presenter.ts'
import { isOriginAllowed, originOf } from './allow-origin.ts'
import { noteSeenPage } from './seen-page.repo.ts'
import { listIdentityProviders } from './identity-provider.repo.ts'
import { presentButtons } from './identity-provider.presenter.ts'

/** What any page may know of a portal; mounted at a portal. */
export const publicPortalRoutes = makeRouter()

const getPortal = createRoute({
  method: 'get',
  path: '/',
  summary: 'Public settings of a portal',
  description: 'Readable from every origin, also while the portal is off.',
  tags: ['portal'],
  responses: { 200: json(publicPortal, 'What any page may know'), ...errors('portal_not_found') },
})
publicPortalRoutes.openapi(getPortal, async (c) => {
  const { deps, portal } = c.var
  const isAllowed = isOriginAllowed(c.var, portal, originOf(c))
  await noteSeenPage(deps, portal, c.req.header('Origin'), isAllowed)
  const { messageMaxChars, subjectMaxChars, attachmentMaxBytes, attachmentsPerMessageMax } = limits
  const answer: PublicPortal = {
    key: portal.key,
    title: portal.title,
    isOn: portal.is_on === 1,
    isOriginAllowed: isAllowed,
    language: portal.language,
    languages: JSON.parse(portal.languages) as string[],
    theme: presentTheme(portal, c.var.site.origin),
    permissionMode: portal.permission_mode === 'own' ? 'own' : 'company',
    hasForm: portal.form_id !== null,
    menu: portal.menu_id === null ? null : await findPublicMenu(deps.db, portal.account_id, portal.menu_id),
    hasPortalLink: portal.has_portal_link === 1,
    canInvolveColleagues: portal.can_involve_colleagues === 1,
    signInMethods: portal.is_sso_required === 1 ? [] : (JSON.parse(portal.sign_in_methods) as SignInMethod[]),
    passwordEntry: portal.password_entry,
    pagesVersion: portal.pages_version,
    consent: presentConsent(portal),
    canRegister: portal.can_register === 1 && portal.is_sso_required !== 1,
    sessionIdleSeconds: portal.session_idle_seconds,
    passwordMinChars: portal.password_min_chars,
    identityProviders: presentButtons(await listIdentityProviders(deps.db, portal.account_id, portal.id)),
    limits: { messageMaxChars, subjectMaxChars, attachmentMaxBytes, attachmentsPerMessageMax, attachmentTypes: [...attachmentTypes] },
    dpopNonce: currentNonce(deps.nonceSecret, deps.now()),
  }
  return c.json(answer, 200)
})
