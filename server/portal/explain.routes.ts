import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { countBody, explainBody, explanation, matchBody, ruleMatch, ticketCount } from '../../shared/explanations.ts'
import { findContact } from '../contacts/contact.repo.ts'
import { bindRule } from '../db/bind-filter.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { countTickets } from '../tickets/count-tickets.repo.ts'
import { explainRule } from '../../shared/filter-match.ts'
import { findContactFacts } from '../tickets/rule-facts.repo.ts'
import { withUnsaved } from './unsaved-settings.ts'
import { explainVisibility } from '../tickets/explain-visibility.ts'
import { listKnownProperties, resolveRule } from '../tickets/resolve-rule.ts'
import { requireStaff } from '../viewer.ts'
import { findPortal } from './portal.repo.ts'

const portalParams = z.object({ portalId: id })

const explain = createRoute({
  method: 'post',
  path: '/portals/{portalId}/explanations',
  tags: ['Settings'],
  summary: 'Why a contact sees a ticket in this portal, or does not',
  request: { params: portalParams, body: jsonBody(explainBody) },
  responses: {
    200: json(explanation, 'The verdict, clause by clause'),
    ...errors('portal_not_found', 'contact_not_found', 'ticket_not_found', 'sign_in_required', 'not_allowed'),
  },
})

const count = createRoute({
  method: 'post',
  path: '/portals/{portalId}/ticket-counts',
  tags: ['Settings'],
  summary: 'How many tickets match a rule now',
  description: 'Takes at most two seconds; then it says how many it found so far.',
  request: { params: portalParams, body: jsonBody(countBody) },
  responses: { 200: json(ticketCount, 'The count'), ...errors('portal_not_found', 'sign_in_required', 'not_allowed') },
})

const match = createRoute({
  method: 'post',
  path: '/portals/{portalId}/contact-matches',
  tags: ['Settings'],
  summary: 'Whether a contact matches a rule about contacts',
  request: { params: portalParams, body: jsonBody(matchBody) },
  responses: {
    200: json(ruleMatch, 'The verdict, condition by condition'),
    ...errors('portal_not_found', 'contact_not_found', 'sign_in_required', 'not_allowed'),
  },
})

/** What an admin asks about rules, for staff with `portal.settings`. */
export const explainRoutes = makeRouter()
  .openapi(explain, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { contactId, ticketId, unsaved } = c.req.valid('json')
    const { portalId } = c.req.valid('param')
    const now = deps.now()
    const saved = await findPortal(deps.db, viewer.accountId, portalId)
    if (!saved) throw new AppError('portal_not_found')
    const contact = contactId === null ? null : await findContact(deps.db, viewer.accountId, contactId)
    if (contact === undefined) throw new AppError('contact_not_found')
    const portal = unsaved ? await withUnsaved(deps.db, saved, unsaved) : saved
    const answer = await explainVisibility(deps.db, viewer, portal, contact, ticketId, now)
    if (!answer) throw new AppError('ticket_not_found')
    // It tells what somebody else may read.
    await write(deps, viewer.accountId, (tx) =>
      recordEvent(tx, viewer, now, {
        kind: 'visibility.explained',
        isPublic: false,
        data: { portalId, ...(contactId !== null && { contactId }), ticketId },
      }),
    )
    return c.json(answer, 200)
  })
  .openapi(count, async (c) => {
    const { deps } = c.var
    const { accountId } = requireStaff(c.var.viewer)
    const portal = await findPortal(deps.db, accountId, c.req.valid('param').portalId)
    if (!portal) throw new AppError('portal_not_found')
    const resolved = resolveRule(c.req.valid('json').rule, 'ticket', await listKnownProperties(deps.db, accountId), 'rule')
    if ('problems' in resolved) throw new AppError('invalid_request', JSON.stringify(resolved.problems), { fields: resolved.problems })
    const rule = bindRule(resolved.rule, { now: deps.now(), timeZone: portal.time_zone })
    return c.json(await countTickets(deps.db, accountId, rule), 200)
  })
  .openapi(match, async (c) => {
    const { deps } = c.var
    const { accountId } = requireStaff(c.var.viewer)
    const { contactId, rule } = c.req.valid('json')
    const portal = await findPortal(deps.db, accountId, c.req.valid('param').portalId)
    if (!portal) throw new AppError('portal_not_found')
    if (!(await findContact(deps.db, accountId, contactId))) throw new AppError('contact_not_found')
    const resolved = resolveRule(rule, 'contact', await listKnownProperties(deps.db, accountId), 'rule')
    if ('problems' in resolved) throw new AppError('invalid_request', JSON.stringify(resolved.problems), { fields: resolved.problems })
    const facts = await findContactFacts(deps.db, accountId, contactId)
    const groups = explainRule(resolved.rule, facts, { now: deps.now(), timeZone: portal.time_zone })
    return c.json({ isMet: groups.some((conditions) => conditions.every(Boolean)), groups }, 200)
  })
