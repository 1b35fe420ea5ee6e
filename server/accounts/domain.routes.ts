import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { connectDomainBody, domain, updateDomainBody } from '../../shared/domains.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { later } from '../later.ts'
import { requireStaff } from '../viewer.ts'
import { checkDomain } from './check-domain.ts'
import { changeDomain, connectDomain, disconnectDomain, readDomain, readDomains, requireDomain } from './save-domain.ts'

const tags = ['Settings']
const params = z.object({ domainId: id })
const askAgainSeconds = 2

const list = createRoute({
  method: 'get',
  path: '/domains',
  tags,
  summary: 'Domains of the account',
  responses: {
    200: json(z.object({ domains: z.array(domain) }).openapi('Domains'), 'Oldest first'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

const connect = createRoute({
  method: 'post',
  path: '/domains',
  tags,
  summary: 'Connect a domain',
  description: 'The answer says which DNS record proves that it is yours. It is looked for at once and from time to time for a week.',
  request: { body: jsonBody(connectDomainBody) },
  responses: { 201: json(domain, 'The new domain'), ...errors('sign_in_required', 'not_allowed') },
})

const check = createRoute({
  method: 'post',
  path: '/domains/{domainId}/checks',
  tags,
  summary: 'Look at the records of a domain now',
  request: { params },
  responses: { 200: json(domain, 'What was found'), ...errors('not_found', 'domain_taken', 'sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/domains/{domainId}',
  tags,
  summary: 'Change the primary language of a domain',
  request: { params, body: jsonBody(updateDomainBody) },
  responses: {
    200: json(domain, 'The domain as it is now'),
    ...errors('not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed'),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/domains/{domainId}',
  tags,
  summary: 'Disconnect a domain',
  description: 'The portals are not there any more at once; everybody who is signed in there is out.',
  request: { params },
  responses: { 204: { description: 'Disconnected' }, ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Domains of the account, for staff with `portal.settings`. */
export const domainRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { db, config } = c.var.deps
    return c.json({ domains: await readDomains(db, requireStaff(c.var.viewer).accountId, config.publicUrl) }, 200)
  })
  .openapi(connect, async (c) => {
    const { deps } = c.var
    const row = await connectDomain(deps, requireStaff(c.var.viewer), c.req.valid('json'))
    return c.json(await readDomain(deps.db, row, deps.config.publicUrl), 201)
  })
  .openapi(check, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const row = await requireDomain(deps.db, viewer.accountId, c.req.valid('param').domainId)
    // Whoever presses again and again hears what was just found.
    const isFresh = row.checked_at !== null && row.checked_at > later(deps.now(), -askAgainSeconds)
    const checked = isFresh ? { row, isTaken: false } : await checkDomain(deps, viewer, row, true)
    if (!checked) throw new AppError('not_found', `domain ${row.id}`)
    if (checked.isTaken) throw new AppError('domain_taken')
    return c.json(await readDomain(deps.db, checked.row, deps.config.publicUrl), 200)
  })
  .openapi(change, async (c) => {
    const { deps } = c.var
    const row = await changeDomain(deps, requireStaff(c.var.viewer), c.req.valid('param').domainId, c.req.valid('json'))
    return c.json(await readDomain(deps.db, row, deps.config.publicUrl), 200)
  })
  .openapi(remove, async (c) => {
    await disconnectDomain(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').domainId)
    return c.body(null, 204)
  })
