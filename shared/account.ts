import { z } from '@hono/zod-openapi'
import { isTimeZone } from './filter-days.ts'

/** A place of the IANA list: offsets (`+02:00`) know no summer time. */
export const timeZone = z
  .string()
  .max(60)
  .refine((name) => /^[A-Z]/i.test(name) && isTimeZone(name), 'not_a_choice')

export const accountSettings = z
  .object({
    name: z.string(),
    /** Where its days begin: `Europe/Oslo`. */
    timeZone: z.string(),
    /** Who of the staff has no second factor has to begin one before anything else. */
    staffNeedsSecondFactor: z.boolean(),
  })
  .openapi('AccountSettings')
export type AccountSettings = z.infer<typeof accountSettings>

export const updateAccountBody = z.strictObject({ timeZone }).partial().openapi('UpdateAccount')
