import { z } from '@hono/zod-openapi'
import { id, pageQuery } from './common.ts'
import { limits } from './limits.ts'

export const contactSummary = z
  .object({ id, name: z.string(), email: z.string(), companyName: z.string().nullable() })
  .openapi('ContactSummary')
export type ContactSummary = z.infer<typeof contactSummary>

export const listContactsQuery = pageQuery.pick({ limit: true }).extend({ q: z.string().trim().max(limits.searchMaxChars).default('') })
export const contactList = z.object({ contacts: z.array(contactSummary) }).openapi('ContactList')
export type ContactList = z.infer<typeof contactList>
