import { z } from '@hono/zod-openapi'
import { id, pageQuery } from './common.ts'
import { limits } from './limits.ts'

export const contactSummary = z
  .object({ id, name: z.string(), email: z.string(), companyName: z.string().nullable() })
  .openapi('ContactSummary')
export type ContactSummary = z.infer<typeof contactSummary>

/** Mail domains whose owners of addresses belong to a company. */
export const companyDomains = z.strictObject({ domains: z.array(z.string().max(255)).max(50, 'too_many') }).openapi('CompanyDomains')

export const listContactsQuery = pageQuery.pick({ limit: true }).extend({ q: z.string().trim().max(limits.searchMaxChars).default('') })
export const contactList = z.object({ contacts: z.array(contactSummary) }).openapi('ContactList')
export type ContactList = z.infer<typeof contactList>
