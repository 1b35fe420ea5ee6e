import { z } from '@hono/zod-openapi'
import { timeZone } from './account.ts'
import { linkToken, newPassword } from './auth.ts'
import { emailAddress } from './common.ts'
import { limits } from './limits.ts'

const personName = z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long')

/** What the first account of an installation is made of. */
export const setUpBody = z
  .strictObject({
    /** From the address that the server printed. */
    token: linkToken,
    accountName: personName,
    name: personName,
    email: emailAddress,
    password: newPassword,
    /** Where the account's days begin. */
    timeZone,
    /** Language of the first portal. */
    language: z.enum(['en', 'nb']),
  })
  .openapi('SetUp')
export type SetUpBody = z.infer<typeof setUpBody>
