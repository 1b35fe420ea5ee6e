import { z } from '@hono/zod-openapi'
import { id, timestamp } from './common.ts'

/** What a sign-in through a provider is checked for, in the order of the log. */
export const signInCheckSteps = [
  'answered',
  'form',
  'status',
  'assertions',
  'signature',
  'answer_issuer',
  'issuer',
  'destination',
  'recipient',
  'audience',
  'in_response_to',
  'nonce',
  'not_before',
  'not_after',
  'clock',
  'signed_in',
  'session_end',
  'subject',
  'decision',
] as const

/** One line of the log. */
export const signInCheckStep = z
  .object({
    name: z.enum(signInCheckSteps),
    outcome: z.enum(['passed', 'failed', 'skipped']),
    /** What had to be there; null: nothing certain. */
    expected: z.string().nullable(),
    /** What was there. */
    found: z.string().nullable(),
  })
  .openapi('SignInCheckStep')
export type SignInCheckStep = z.infer<typeof signInCheckStep>

/** Whom such a sign-in would have been for. Nothing was made or changed. */
export const signInCheckPerson = z
  .object({
    subject: z.string(),
    email: z.string().nullable(),
    /** Whether the provider is believed that the address is the person's. */
    isEmailBelieved: z.boolean(),
    name: z.string().nullable(),
    /** Somebody who came through this provider before, the owner of the address, or a new contact. */
    contact: z.enum(['known', 'by_address', 'new']),
    contactName: z.string(),
    companyName: z.string().nullable(),
    /** Whether the portal would let the person in. */
    isLetIn: z.boolean(),
    sessionEndsAt: timestamp.nullable(),
  })
  .openapi('SignInCheckPerson')
export type SignInCheckPerson = z.infer<typeof signInCheckPerson>

/** A test sign-in through a provider, for whoever began it, for fifteen minutes. */
export const signInCheck = z
  .object({
    id,
    providerId: id,
    state: z.enum(['waiting', 'done']),
    /** With `done`: whether such a sign-in would have worked. */
    hasPassed: z.boolean(),
    /** Why not, in the words of the log. */
    reason: z.string().nullable(),
    steps: z.array(signInCheckStep),
    /** What the provider sent about the person, and what each is used for. */
    attributes: z.array(
      z.object({ name: z.string(), values: z.array(z.string()), usedFor: z.array(z.enum(['subject', 'email', 'name', 'company'])) }),
    ),
    person: signInCheckPerson.nullable(),
    startedAt: timestamp,
  })
  .openapi('SignInCheck')
export type SignInCheck = z.infer<typeof signInCheck>

export const startSignInCheckBody = z.strictObject({ providerId: id }).openapi('StartSignInCheck')

export const startedSignInCheck = z
  .object({
    id,
    /** To open in a window of the same browser. */
    url: z.string(),
  })
  .openapi('StartedSignInCheck')
export type StartedSignInCheck = z.infer<typeof startedSignInCheck>

/** What became of a test sign-in. */
export type SignInCheckResult = Pick<SignInCheck, 'hasPassed' | 'reason' | 'steps' | 'attributes' | 'person'>
