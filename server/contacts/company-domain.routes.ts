import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { companyDomains, companyPage, listCompaniesQuery } from '../../shared/contacts.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import type { Db } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { listCompanies, listDomains, normaliseDomain, replaceDomains } from './company-domain.repo.ts'

const request = { params: z.object({ companyId: id }) }
const tags = ['Contacts']

const list = createRoute({
  method: 'get',
  path: '/companies',
  tags,
  summary: 'Companies with their mail domains',
  request: { query: listCompaniesQuery },
  responses: { 200: json(companyPage, 'A page, by name'), ...errors('sign_in_required', 'not_allowed') },
})

const show = createRoute({
  method: 'get',
  path: '/companies/{companyId}/domains',
  tags,
  summary: 'Mail domains of a company',
  request,
  responses: { 200: json(companyDomains, 'Whoever proves an address there joins the company'), ...errors('not_found', 'sign_in_required') },
})

const save = createRoute({
  method: 'put',
  path: '/companies/{companyId}/domains',
  tags,
  summary: 'Set the mail domains of a company',
  description: 'Never one where anybody gets an address, and each of one company only.',
  request: { ...request, body: jsonBody(companyDomains) },
  responses: { 200: json(companyDomains, 'The domains as they are kept'), ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Mail domains of companies, for staff with `contacts.edit`. */
export const companyDomainRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { after, limit, q } = c.req.valid('query')
    const rows = await listCompanies(c.var.deps.db, requireStaff(c.var.viewer).accountId, { after, limit, q })
    const shown = rows.slice(0, limit)
    return c.json({ companies: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }, 200)
  })
  .openapi(show, async (c) => {
    const { db } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const { companyId } = c.req.valid('param')
    await requireCompany(db, accountId, companyId)
    return c.json({ domains: await listDomains(db, accountId, companyId) }, 200)
  })
  .openapi(save, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { companyId } = c.req.valid('param')
    const typed = c.req.valid('json').domains
    await write(deps, viewer.accountId, async (tx) => {
      await requireCompany(tx, viewer.accountId, companyId)
      const domains = typed.map(normaliseDomain)
      refuseAt(domains, (domain) => domain === null)
      const kept = [...new Set(domains.filter((domain) => domain !== null))]
      const taken = await replaceDomains(tx, viewer.accountId, companyId, kept, deps.now())
      refuseAt(domains, (domain) => domain !== null && taken.includes(domain))
      await recordEvent(tx, viewer, deps.now(), { kind: 'company.changed', isPublic: false, data: { companyId, after: { domains: kept } } })
    })
    return c.json({ domains: await listDomains(deps.db, viewer.accountId, companyId) }, 200)
  })

function refuseAt(domains: readonly (string | null)[], isWrong: (domain: string | null) => boolean): void {
  const fields: Record<string, FieldErrorCode> = {}
  for (const [index, domain] of domains.entries()) if (isWrong(domain)) fields[`domains.${index}`] = 'not_a_choice'
  if (Object.keys(fields).length > 0) throw new AppError('invalid_request', JSON.stringify(fields), { fields })
}

async function requireCompany(db: Db, accountId: string, companyId: string): Promise<void> {
  const row = await db.selectFrom('company').select('id').where('account_id', '=', accountId).where('id', '=', companyId).executeTakeFirst()
  if (!row) throw new AppError('not_found', `company ${companyId}`)
}
