import { z } from '@hono/zod-openapi'
import { id, pageQuery } from './common.ts'
import { limits } from './limits.ts'

export const contactSummary = z
  .object({ id, name: z.string(), email: z.string(), companyName: z.string().nullable() })
  .openapi('ContactSummary')
export type ContactSummary = z.infer<typeof contactSummary>

/** Mail domains whose owners of addresses belong to a company. */
export const companyDomains = z.strictObject({ domains: z.array(z.string().max(255)).max(50, 'too_many') }).openapi('CompanyDomains')

/** A company, and the mail domains of the people who belong to it. */
export const companyEntry = z.object({ id, name: z.string(), domains: z.array(z.string()) }).openapi('CompanyEntry')
export type CompanyEntry = z.infer<typeof companyEntry>

export const companyPage = z.object({ companies: z.array(companyEntry), next: z.string().nullable() }).openapi('CompanyPage')
export type CompanyPage = z.infer<typeof companyPage>

/** Companies whose name or one of whose domains holds the words, behind the one that the page before ended with. */
export const listCompaniesQuery = pageQuery.extend({ after: id.optional(), q: z.string().trim().max(limits.searchMaxChars).default('') })

export const listContactsQuery = pageQuery.pick({ limit: true }).extend({ q: z.string().trim().max(limits.searchMaxChars).default('') })
export const contactList = z.object({ contacts: z.array(contactSummary) }).openapi('ContactList')
export type ContactList = z.infer<typeof contactList>
