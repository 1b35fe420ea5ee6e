import { z } from '@hono/zod-openapi'
import { emailAddress, id, pageQuery, timestamp } from './common.ts'
import { contactSummary } from './contacts.ts'
import { countBody } from './explanations.ts'
import { rule } from './filters.ts'
import { limits } from './limits.ts'

const listName = z.string().trim().min(1, 'required').max(limits.nameMaxChars)

/** A set of contacts: chosen one by one, or by rule. */
export const contactListEntry = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(['static', 'active']),
    /** Who is on an active list; null with a static one. */
    rule: rule.nullable(),
    /** Grows with every change; a change must name the version it started from. */
    version: z.number().int(),
    createdAt: timestamp,
  })
  .openapi('ContactListEntry')
export type ContactListEntry = z.infer<typeof contactListEntry>

export const createListBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('static'), name: listName }),
    z.strictObject({ kind: z.literal('active'), name: listName, rule }),
  ])
  .openapi('CreateList')
export type CreateListBody = z.infer<typeof createListBody>

export const updateListBody = z
  .strictObject({ version: z.number().int(), name: listName.optional(), rule: rule.optional() })
  .openapi('UpdateList')
export type UpdateListBody = z.infer<typeof updateListBody>

/** People by address; who is not known yet becomes a contact. */
export const addMembersBody = z
  .strictObject({ emails: z.array(emailAddress).min(1, 'required').max(500, 'too_many') })
  .openapi('AddMembers')

export const addedMembers = z.object({ added: z.number().int(), alreadyThere: z.number().int() }).openapi('AddedMembers')

export const contactPage = z.object({ contacts: z.array(contactSummary), next: z.string().nullable() }).openapi('ContactPage')
export type ContactPage = z.infer<typeof contactPage>

/** Contacts who match a rule, or who are on a list. */
export const countContactsBody = z.union([countBody, z.strictObject({ listId: id })]).openapi('CountContacts')

/** Incomplete: counted for two seconds, there are more. */
export const contactCount = z.object({ count: z.number().int(), isComplete: z.boolean() }).openapi('ContactCount')

export const accessMode = z.enum(['everyone', 'lists'])
export type AccessMode = z.infer<typeof accessMode>

export const accessListIds = z.array(id).max(limits.accessListsMax, 'too_many')

/** Who would get in with these settings. */
export const previewAccessBody = z.strictObject({ accessMode, accessListIds }).openapi('PreviewAccess')

export const accessPreview = z
  .object({
    letIn: contactCount,
    /** The newest of them. */
    contacts: z.array(contactSummary),
    /** Contacts who are signed in now and would be logged out. */
    loggedOut: z.number().int(),
  })
  .openapi('AccessPreview')
export type AccessPreview = z.infer<typeof accessPreview>

/** Somebody whom a portal lets in, and what became of the invitation. */
export const member = z
  .object({
    ...contactSummary.shape,
    /** `registered`: had a login already. `waiting`: not mailed yet. `failed`: the mail could not be delivered. */
    status: z.enum(['registered', 'waiting', 'pending', 'accepted', 'failed']),
    invitedAt: timestamp.nullable(),
    /** The lists that let them in; empty where everybody with a login gets in. */
    listIds: z.array(id),
  })
  .openapi('Member')
export type Member = z.infer<typeof member>

/** Members whose name or address holds the words. */
export const listMembersQuery = pageQuery.extend({ q: z.string().trim().max(limits.searchMaxChars).default('') })

export const memberPage = z.object({ members: z.array(member), next: z.string().nullable() }).openapi('MemberPage')
export type MemberPage = z.infer<typeof memberPage>

export const inviteBody = z.strictObject({ contactId: id }).openapi('Invite')
