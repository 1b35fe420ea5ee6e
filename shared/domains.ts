import { z } from '@hono/zod-openapi'
import { id, timestamp } from './common.ts'

const language = z.enum(['en', 'nb'])

/** What is at a name in DNS. */
export const foundRecord = z.object({ kind: z.enum(['TXT', 'CNAME', 'A']), name: z.string(), value: z.string() })
export type FoundRecord = z.infer<typeof foundRecord>

export const domain = z
  .object({
    id,
    host: z.string(),
    /** `waiting`: no record yet. `elsewhere`: a record says something else. `expired`: nobody looks any more. */
    state: z.enum(['waiting', 'verified', 'elsewhere', 'expired']),
    /** Either of the two proves the domain. */
    txt: z.object({ name: z.string(), value: z.string() }),
    cname: z.object({ name: z.string(), value: z.string() }),
    /** Where the host itself has to lead. */
    target: z.string(),
    /** What the last look found. */
    found: z.array(foundRecord),
    /** Whether the host led here at the last look; null: not known. */
    pointsHere: z.boolean().nullable(),
    checkedAt: timestamp.nullable(),
    verifiedAt: timestamp.nullable(),
    /** Since when the record of a verified domain is missing; null: it is there. */
    failingSince: timestamp.nullable(),
    /** Primary language of portals on the domain; null: each portal's own. */
    language: language.nullable(),
    /** Where the account's portals are on the domain. */
    portals: z.array(z.object({ title: z.string(), url: z.string() })),
    version: z.number().int(),
  })
  .openapi('Domain')
export type Domain = z.infer<typeof domain>

export const connectDomainBody = z
  .strictObject({ host: z.string().trim().min(1, 'required').max(300, 'too_long') })
  .openapi('ConnectDomain')
export type ConnectDomainBody = z.infer<typeof connectDomainBody>

export const updateDomainBody = z.strictObject({ version: z.number().int(), language: language.nullable() }).openapi('UpdateDomain')
export type UpdateDomainBody = z.infer<typeof updateDomainBody>

export const domainsMax = 20

/** A page that asked for a portal. */
export const seenPage = z
  .object({ origin: z.string(), isAllowed: z.boolean(), firstSeenAt: timestamp, lastSeenAt: timestamp })
  .openapi('SeenPage')
export type SeenPage = z.infer<typeof seenPage>
