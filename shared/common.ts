import { z } from '@hono/zod-openapi'
import { limits } from './limits.ts'

/** Opaque, time-ordered, lower-case letters and digits. */
export const id = z.string().regex(/^[0-9a-z]{20,32}$/)

/** ISO 8601, UTC, milliseconds: `2026-11-22T09:30:00.000Z`. */
export const timestamp = z.string().openapi({ format: 'date-time', example: '2026-11-22T09:30:00.000Z' })

/** An e-mail address as typed; compared on its folded form. One plain mailbox, no comments, no quoted local part. */
export const emailAddress = z
  .string()
  .trim()
  .max(limits.emailMaxChars)
  .regex(/^[^\s@"(),:;<>[\]\\\u0000-\u001f\u007f]+@[^\s@"(),:;<>[\]\\\u0000-\u001f\u007f]+$/u, 'not_an_email')

/** Text of a message: kept as typed, refused when only white space. Control characters other than tab and line breaks are refused. */
export const messageText = z
  .string()
  .max(limits.messageMaxChars)
  .refine((text) => text.trim() !== '', 'required')
  .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), 'invalid')

export const subjectText = z
  .string()
  .trim()
  .min(1, 'required')
  .max(limits.subjectMaxChars)
  .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'invalid')

export const attachmentIds = z.array(id).max(limits.attachmentsPerMessageMax).default([])

/** Text per language; `en` is always there. */
export const localizedText = z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), z.string().max(200))
export type LocalizedText = Record<string, string>

/** `after` is the `next` of the page before. */
export const pageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageSizeMax).default(limits.pageSizeDefault),
})
