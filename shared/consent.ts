import { z } from '@hono/zod-openapi'
import { id, timestamp } from './common.ts'
import { consentLanguages } from './consent-languages.ts'
import { limits } from './limits.ts'

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'required')
    .max(max)
    .refine((text) => text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), 'invalid')

/** What somebody agrees to, and the words beside the box to tick. Web addresses in them become links. */
export const consentText = z.strictObject({ text: words(limits.consentTextMaxChars), checkbox: words(limits.consentCheckboxMaxChars) })
export type ConsentText = z.infer<typeof consentText>

/** By language; in at least one. */
export const consentTexts = z
  .strictObject({ en: consentText.optional(), nb: consentText.optional() })
  .refine((texts) => texts.en !== undefined || texts.nb !== undefined, 'required')
  .openapi('ConsentTexts')
export type ConsentTexts = z.infer<typeof consentTexts>

/** The consent that a portal asks for. `version` names these very words. */
export const publicConsent = z.object({ version: z.string(), texts: consentTexts }).openapi('PublicConsent')
export type PublicConsent = z.infer<typeof publicConsent>

/** That somebody ticked the box: which words, and in which language they were read. */
export const giveConsentBody = z
  .strictObject({ version: z.string().regex(/^[0-9a-f]{64}$/, 'invalid'), language: z.enum(consentLanguages) })
  .openapi('GiveConsent')
export type GiveConsentBody = z.infer<typeof giveConsentBody>

/** What was agreed to or taken back, when and how: the receipt. */
export const consentRecord = z
  .object({
    id,
    kind: z.enum(['given', 'withdrawn']),
    /** In the portal when signed in, or with the registration. */
    method: z.enum(['portal', 'registration']),
    version: z.string(),
    language: z.enum(consentLanguages),
    /** The words as they were. */
    text: z.string(),
    checkbox: z.string(),
    at: timestamp,
  })
  .openapi('ConsentRecord')
export type ConsentRecord = z.infer<typeof consentRecord>

export const ownConsent = z
  .object({
    /** What the portal asks for now; null: nothing. */
    asked: publicConsent.nullable(),
    isGiven: z.boolean(),
    /** Everything that was given and taken back, newest first. */
    records: z.array(consentRecord),
  })
  .openapi('OwnConsent')
export type OwnConsent = z.infer<typeof ownConsent>
