import { z } from '@hono/zod-openapi'
import { signInBody } from './auth.ts'

/** Six digits of the app, or one of the recovery codes; spaces and dashes do not matter. */
const code = z.string().trim().min(1, 'required').max(40, 'too_long')

export const staffSignInBody = z
  .strictObject({
    ...signInBody.shape,
    /** Of whoever has a second factor; asked for after the right password (`second_factor_required`). */
    code: code.optional(),
  })
  .openapi('StaffSignIn')
export type StaffSignInBody = z.infer<typeof staffSignInBody>

/** Who is there, proved anew: by the code of whoever has a second factor, by the password of the others. */
export const proveAgainBody = z.strictObject({ password: signInBody.shape.password, code }).partial().openapi('ProveAgain')
export type ProveAgainBody = z.infer<typeof proveAgainBody>

export const secondFactor = z.object({ isOn: z.boolean(), recoveryCodesLeft: z.number().int() }).openapi('SecondFactor')
export type SecondFactor = z.infer<typeof secondFactor>

/** Told this once: for the app, as text and as the address that its camera reads. */
export const newSecondFactor = z
  .object({
    secret: z.string(),
    uri: z.string(),
    /** The address as a QR code: the outline (SVG path data) of its dark squares, `size` units wide and high, without the margin. */
    qrCode: z.object({ size: z.number().int(), path: z.string() }),
  })
  .openapi('NewSecondFactor')
export type NewSecondFactor = z.infer<typeof newSecondFactor>

/** Whether everybody of the account's staff needs a second factor. */
export const requireSecondFactorBody = z.strictObject({ isRequired: z.boolean() }).openapi('RequireSecondFactor')

export const confirmSecondFactorBody = z.strictObject({ code }).openapi('ConfirmSecondFactor')

/** Told this once: each opens one time where the app is not at hand. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).openapi('RecoveryCodes')
export type RecoveryCodes = z.infer<typeof recoveryCodes>
