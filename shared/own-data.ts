import { z } from '@hono/zod-openapi'
import { signInBody } from './auth.ts'
import { id, timestamp } from './common.ts'
import { consentRecord } from './consent.ts'
import { limits } from './limits.ts'

/** The signed-in contact's own account on a portal. */
export const ownAccount = z
  .object({
    name: z.string(),
    email: z.string(),
    /** There is a password that can be changed here. */
    hasPassword: z.boolean(),
    /** Ways to prove anew who is there, for what needs it. Empty: by signing in again. */
    proofs: z.array(z.enum(['password', 'code'])),
    /** A sign-in or a proof is fresh enough for so much longer; 0: it is not. */
    freshForSeconds: z.number().int(),
    /** Deletion was asked for, and not carried out yet. */
    deletion: z.object({ requestedAt: timestamp }).nullable(),
  })
  .openapi('OwnAccount')
export type OwnAccount = z.infer<typeof ownAccount>

/** Who is there, proved anew: the password, or the code that was mailed. */
export const proveContactBody = z
  .union([
    z.strictObject({ password: signInBody.shape.password }),
    z.strictObject({
      code: z
        .string()
        .max(40)
        .transform((typed) => typed.replaceAll(/[\s-]+/g, ''))
        .pipe(z.string().regex(/^\d{8}$/, 'invalid')),
    }),
  ])
  .openapi('ProveContact')
export type ProveContactBody = z.infer<typeof proveContactBody>

/** How long the session of this request goes on. */
export const sessionTimes = z
  .object({
    /** Until it ends for want of activity; null: never for that. */
    idleInSeconds: z.number().int().nullable(),
    endsInSeconds: z.number().int(),
  })
  .openapi('SessionTimes')
export type SessionTimes = z.infer<typeof sessionTimes>

export const deletionRequest = z.object({ requestedAt: timestamp }).openapi('DeletionRequest')

/** Somebody who asked for everything about them to be deleted. */
export const openDeletionRequest = z
  .object({ contactId: id, name: z.string(), email: z.string().nullable(), portalTitle: z.string(), requestedAt: timestamp })
  .openapi('OpenDeletionRequest')
export type OpenDeletionRequest = z.infer<typeof openDeletionRequest>

/** A contact as staff see it. */
export const staffContact = z
  .object({
    id,
    name: z.string(),
    companyName: z.string().nullable(),
    addresses: z.array(z.object({ email: z.string(), isPrimary: z.boolean(), verifiedAt: timestamp.nullable() })),
    hasPassword: z.boolean(),
    createdAt: timestamp,
    /** Of how many tickets the contact is one of the people. */
    ticketCount: z.number().int(),
    /** Given and taken back on every portal, newest first, with the words of the time. */
    consents: z.array(consentRecord.extend({ portalTitle: z.string() })),
    deletion: z.object({ requestedAt: timestamp, portalTitle: z.string() }).nullable(),
    /** Everything about the person is gone since then. */
    erasedAt: timestamp.nullable(),
  })
  .openapi('StaffContact')
export type StaffContact = z.infer<typeof staffContact>

/**
 * How a person is deleted. `anonymise`: conversations stay, without name, address and files of theirs. `delete`: what they
 * wrote goes as well, and with it every ticket that nobody else among the customers takes part in.
 */
export const erasureMethods = ['anonymise', 'delete'] as const
export type ErasureMethod = (typeof erasureMethods)[number]

export const eraseContactBody = z
  .strictObject({
    method: z.enum(erasureMethods),
    /** The contact's address (of one without: the name), typed once more. */
    confirmation: z.string().trim().min(1, 'required').max(limits.emailMaxChars),
  })
  .openapi('EraseContact')
export type EraseContactBody = z.infer<typeof eraseContactBody>
