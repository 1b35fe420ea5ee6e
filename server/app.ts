import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { limits } from '../shared/limits.ts'
import { accountRoutes } from './accounts/account.routes.ts'
import { domainRoutes } from './accounts/domain.routes.ts'
import { knowSite } from './accounts/served-site.ts'
import { attachmentRoutes } from './attachments/attachment.routes.ts'
import { makeFileRoutes } from './attachments/file.routes.ts'
import { authenticateContact } from './auth/authenticate.ts'
import { authenticateStaff, requirePermission, requireSecondFactor } from './auth/authenticate-staff.ts'
import { requireConsent } from './auth/consent.ts'
import { consentRoutes } from './auth/consent.routes.ts'
import { contactSessionRoutes } from './auth/contact-session.routes.ts'
import { findSessionViewer } from './auth/find-session-viewer.ts'
import { meRoutes } from './auth/me.routes.ts'
import { identityProviderRoutes } from './auth/identity-provider.routes.ts'
import { staffInvitationRoutes } from './auth/invitation.routes.ts'
import { membershipRoutes } from './auth/membership.routes.ts'
import { secondFactorRoutes } from './auth/second-factor.routes.ts'
import { sessionRoutes } from './auth/session.routes.ts'
import { singleSignOnRoutes } from './auth/single-sign-on.routes.ts'
import { secondFactorRuleRoutes, staffAccountRoutes } from './auth/staff-account.routes.ts'
import { staffSessionRoutes } from './auth/staff-session.routes.ts'
import { staffProviderRoutes, staffSingleSignOnRoutes } from './auth/staff-single-sign-on.routes.ts'
import { freshProof, freshProofForSignIn, stepUpRoutes } from './auth/step-up.ts'
import { staffJoinRoutes } from './auth/team/join.routes.ts'
import { teamRoutes } from './auth/team/team.routes.ts'
import { formRoutes } from './channels/form/form.routes.ts'
import { staffFormRoutes } from './forms/staff-form.routes.ts'
import { inboxSettingsRoutes } from './threads/inbox-settings.routes.ts'
import { brandImageRoutes, brandRoutes } from './brand/brand.routes.ts'
import { companyDomainRoutes } from './contacts/company-domain.routes.ts'
import { contactRoutes } from './contacts/contact.routes.ts'
import type { AppEnv, Deps } from './deps.ts'
import { AppError } from './errors.ts'
import { historyRoutes } from './events/history.routes.ts'
import { onError, onNotFound } from './http/on-error.ts'
import { requestContext } from './http/request-context.ts'
import { makeRouter } from './http/router.ts'
import { sameOriginWrites } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { liveRoutes } from './live/live.routes.ts'
import { mailRoutes } from './mail/mail.routes.ts'
import { menuRoutes } from './menus/menu.routes.ts'
import { ownDataRoutes } from './own-data/own-data.routes.ts'
import { staffOwnDataRoutes } from './own-data/staff-own-data.routes.ts'
import { describeApi } from './pages/api-document.ts'
import { makePageRoutes } from './pages/page.routes.ts'
import { samlRoutes } from './pages/saml.routes.ts'
import { hostTokenRoutes, signInWindowRoutes } from './pages/sign-in.routes.ts'
import { accessRoutes } from './portal/access.routes.ts'
import { explainRoutes } from './portal/explain.routes.ts'
import { previewRoutes, previewSessionRoutes } from './preview/preview.routes.ts'
import { contactListRoutes } from './portal/list.routes.ts'
import { publicPortalRoutes } from './portal/public-portal.routes.ts'
import { resolvePortal } from './portal/resolve-portal.ts'
import { settingsRoutes } from './portal/settings.routes.ts'
import { portalMailRoutes } from './templates/mail.routes.ts'
import { portalPageRoutes } from './templates/page.routes.ts'
import { templatePreviewRoutes } from './templates/preview.routes.ts'
import { publicPagesRoutes } from './portal/public-pages.routes.ts'
import { setUpRoutes } from './set-up.routes.ts'
import { closureRoutes } from './threads/closure.routes.ts'
import { inboxRoutes } from './threads/inbox.routes.ts'
import { settingsFileRoutes } from './settings-file/settings-file.routes.ts'
import { staffTicketRoutes } from './threads/staff-ticket.routes.ts'
import { ticketPeopleRoutes } from './threads/ticket-people.routes.ts'
import { ticketRoutes } from './threads/ticket.routes.ts'
import { listRoutes } from './tickets/list.routes.ts'
import { pipelineRoutes } from './pipelines/pipeline.routes.ts'
import { propertyValueRoutes } from './tickets/property-value.routes.ts'
import { propertyRoutes } from './tickets/property.routes.ts'

export const portalPrefix = '/api/v1/portals/:portalKey'
export const staffPrefix = '/api/v1/staff'

/** The whole server as one function from request to answer. */
export function createApp(deps: Deps): OpenAPIHono<AppEnv> {
  const app = makeRouter()
  app.onError(onError)
  app.notFound(onNotFound)
  app.use(requestContext(deps))
  app.use(securityHeaders)
  app.use(knowSite)

  app.route(portalPrefix, hostTokenRoutes)
  app.use(portalPrefix, resolvePortal)
  app.use(`${portalPrefix}/*`, resolvePortal)
  app.use('/api/*', limitBody())
  app.route(portalPrefix, publicPortalRoutes)
  app.route(portalPrefix, publicPagesRoutes)
  app.route(portalPrefix, sessionRoutes)
  app.route(portalPrefix, previewSessionRoutes)
  app.route(portalPrefix, membershipRoutes)
  app.route(portalPrefix, singleSignOnRoutes)
  app.route(portalPrefix, meRoutes)
  app.route(portalPrefix, consentRoutes)
  app.route(portalPrefix, ownDataRoutes)
  app.route(portalPrefix, contactsOnly())

  app.use(`${staffPrefix}/*`, sameOriginWrites)
  app.route(staffPrefix, setUpRoutes)
  app.route(staffPrefix, staffSessionRoutes)
  app.route(staffPrefix, staffSingleSignOnRoutes)
  app.route(staffPrefix, staffJoinRoutes)
  app.route(staffPrefix, staffOnly())

  app.route('/', templatePreviewRoutes)
  app.route('/', samlRoutes)
  app.route('/', signInWindowRoutes)
  app.route('/', brandImageRoutes)
  app.route('/files', makeFileRoutes(findSessionViewer))
  app.route(
    '/',
    makePageRoutes(() => describeApi(app)),
  )
  return app
}

/** Everything below is for signed-in contacts: a route added here is closed to others without a word of its own. */
function contactsOnly() {
  const routes = makeRouter()
  routes.use(authenticateContact)
  routes.use(requireConsent)
  routes.route('/', listRoutes)
  routes.route('/', ticketRoutes)
  routes.route('/', closureRoutes)
  routes.route('/', ticketPeopleRoutes)
  routes.route('/', formRoutes)
  routes.route('/attachments', attachmentRoutes)
  routes.route('/live', liveRoutes)
  return routes
}

/** Everything below is for signed-in staff. */
function staffOnly() {
  const routes = makeRouter()
  routes.use(authenticateStaff)
  routes.use('/portals', requirePermission('portal.settings'))
  routes.use('/portals/*', requirePermission('portal.settings'))
  routes.use('/properties/*', requirePermission('portal.settings'))
  routes.use('/pipelines/:pipelineId/*', requirePermission('portal.settings'))
  routes.on('POST', '/pipelines', requirePermission('portal.settings'))
  routes.use('/pipeline-order', requirePermission('portal.settings'))
  for (const path of ['/brand', '/brand-images']) routes.use(path, requirePermission('portal.settings'))
  for (const path of ['/menus', '/menus/*', '/settings-file']) routes.use(path, requirePermission('portal.settings'))
  for (const path of ['/forms', '/forms/*', '/inboxes/:inboxId']) routes.use(path, requirePermission('portal.settings'))
  routes.post('/inboxes', requirePermission('portal.settings'))
  for (const path of ['/domains', '/domains/*']) routes.use(path, requirePermission('portal.settings'))
  routes.use('/mails', requirePermission('account.admin'))
  routes.use('/history', requirePermission('account.admin'))
  for (const path of ['/account', '/account/*']) routes.use(path, requirePermission('account.admin'))
  routes.use('/contacts', requirePermission('inbox.answer'))
  routes.use('/contacts/:contactId/*', requirePermission('contacts.edit'))
  routes.use('/contacts/:contactId/erasure', requirePermission('account.admin'))
  routes.use('/deletion-requests', requirePermission('contacts.edit'))
  for (const path of ['/companies', '/companies/:companyId/*']) routes.use(path, requirePermission('contacts.edit'))
  for (const path of ['/lists', '/lists/*', '/contact-counts']) routes.use(path, requirePermission('contacts.edit'))
  for (const { methods, path } of stepUpRoutes) routes.use(path, freshProof(methods))
  routes.use('/portals/:portalId', freshProofForSignIn)
  routes.route('/', secondFactorRoutes)
  routes.route('/', staffAccountRoutes)
  routes.use(requireSecondFactor)
  routes.route('/', secondFactorRuleRoutes)
  routes.route('/', inboxRoutes)
  routes.route('/', staffTicketRoutes)
  routes.route('/', settingsRoutes)
  routes.route('/', staffFormRoutes)
  routes.route('/', inboxSettingsRoutes)
  routes.route('/', brandRoutes)
  routes.route('/', menuRoutes)
  routes.route('/', settingsFileRoutes)
  routes.route('/', domainRoutes)
  routes.route('/', portalPageRoutes)
  routes.route('/', portalMailRoutes)
  routes.route('/', identityProviderRoutes)
  routes.route('/', explainRoutes)
  routes.route('/', previewRoutes)
  routes.route('/', propertyRoutes)
  routes.route('/', pipelineRoutes)
  routes.route('/', propertyValueRoutes)
  routes.route('/', accountRoutes)
  routes.route('/', staffProviderRoutes)
  routes.route('/', teamRoutes)
  routes.route('/', historyRoutes)
  routes.route('/', contactRoutes)
  routes.route('/', contactListRoutes)
  routes.route('/', accessRoutes)
  routes.route('/', contactSessionRoutes)
  routes.route('/', companyDomainRoutes)
  routes.route('/', staffOwnDataRoutes)
  routes.route('/', staffInvitationRoutes)
  routes.route('/attachments', attachmentRoutes)
  routes.route('/live', liveRoutes)
  routes.route('/mails', mailRoutes)
  return routes
}

/** Bodies are JSON and small, but for uploads, which are counted while they stream. What only reads has no body to look at. */
function limitBody() {
  const { jsonBodyMaxBytes: maxSize } = limits
  const refuse = () => {
    throw new AppError('body_too_large')
  }
  const limit = bodyLimit({ maxSize, onError: refuse })
  return async (...[c, next]: Parameters<typeof limit>) => {
    if (c.req.method === 'GET' || /\/(attachments|brand-images)$/.test(c.req.path)) return next()
    const length = c.req.header('Content-Length')
    // HTTP ends such a body at its length, so only the number is looked at: touching the body here makes it slow to read later.
    if (length !== undefined && c.req.header('Transfer-Encoding') === undefined) return Number(length) > maxSize ? refuse() : next()
    return limit(c, next)
  }
}
