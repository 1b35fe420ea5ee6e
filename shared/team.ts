import { z } from '@hono/zod-openapi'
import { linkToken, newPassword, staffPermissions } from './auth.ts'
import { emailAddress, id, timestamp } from './common.ts'
import { limits } from './limits.ts'

/** Languages in which staff are written to. */
export const staffLanguages = ['en', 'nb'] as const
export type StaffLanguage = (typeof staffLanguages)[number]

const language = z.enum(staffLanguages)

/** A name that stands in mails: no line breaks. */
const personName = z
  .string()
  .trim()
  .min(1, 'required')
  .max(limits.nameMaxChars, 'too_long')
  .refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text), 'invalid')

/** What somebody may do; each once. Nobody without any: then there is nothing to sign in for. */
const permissions = z
  .array(z.enum(staffPermissions))
  .min(1, 'required')
  .max(staffPermissions.length)
  .transform((chosen) => staffPermissions.filter((permission) => chosen.includes(permission)))

/** A person of the team, as its admins see them. */
export const staffMember = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    permissions: z.array(z.enum(staffPermissions)),
    /** Null: nobody said; they are written to in English. */
    language: language.nullable(),
    isActive: z.boolean(),
    hasSecondFactor: z.boolean(),
    lastSignedInAt: timestamp.nullable(),
    version: z.number().int(),
  })
  .openapi('StaffMember')
export type StaffMember = z.infer<typeof staffMember>

/** Somebody who was asked to join and has not yet. */
export const staffInvitation = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    permissions: z.array(z.enum(staffPermissions)),
    language,
    /** Name of who asked. */
    invitedBy: z.string(),
    sentAt: timestamp,
    expiresAt: timestamp,
    isExpired: z.boolean(),
    /** The mail could not be delivered. */
    hasFailed: z.boolean(),
  })
  .openapi('StaffInvitation')
export type StaffInvitation = z.infer<typeof staffInvitation>

export const team = z
  .object({
    /** By name; active or not. */
    members: z.array(staffMember),
    /** Newest first. */
    invitations: z.array(staffInvitation),
  })
  .openapi('Team')
export type Team = z.infer<typeof team>

export const inviteStaffBody = z.strictObject({ email: emailAddress, name: personName, permissions, language }).openapi('InviteStaff')
export type InviteStaffBody = z.infer<typeof inviteStaffBody>

export const updateStaffBody = z
  .strictObject({ version: z.number().int(), ...z.strictObject({ name: personName, permissions, language }).partial().shape })
  .openapi('UpdateStaff')
export type UpdateStaffBody = z.infer<typeof updateStaffBody>

export const setStaffActiveBody = z.strictObject({ isActive: z.boolean() }).openapi('SetStaffActive')

/** Looks at a link without using it up. */
export const staffLinkBody = z.strictObject({ token: linkToken }).openapi('StaffLink')

/** What the page of an invitation says. */
export const openedInvitation = z
  .object({
    accountName: z.string(),
    name: z.string(),
    email: z.string(),
    invitedBy: z.string(),
    permissions: z.array(z.enum(staffPermissions)),
    /** With which the person may join in place of a password. */
    providers: z.array(z.object({ id, name: z.string() })),
  })
  .openapi('OpenedStaffInvitation')
export type OpenedInvitation = z.infer<typeof openedInvitation>

export const joinTeamBody = z.strictObject({ token: linkToken, name: personName, password: newPassword }).openapi('JoinTeam')
export type JoinTeamBody = z.infer<typeof joinTeamBody>

/** Whose password was changed: to sign in with it. */
export const changedStaffPassword = z.object({ email: z.string() }).openapi('ChangedStaffPassword')
export type ChangedStaffPassword = z.infer<typeof changedStaffPassword>
