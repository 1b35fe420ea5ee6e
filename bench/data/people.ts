/** Somebody whose requests are measured: a contact of the large account, on one of its portals. */
export interface Viewer {
  contactId: string
  portalKey: string
}

/** Portals of the large account. */
export const portals = {
  /** Contacts see their company's tickets, of two of the three pipelines. */
  company: 'pk_bench0company00000000',
  /** The same, of the one pipeline alone that holds one ticket of fifty. */
  rare: 'pk_bench0rare00000000000',
  /** As the first, with pipelines and stages told: its list can be narrowed by them. */
  shown: 'pk_bench0shown0000000000',
} as const

/** Contacts of the large company that have a name of their own. */
export const people = {
  /** Forty tickets. */
  few: 'benchcontactfew000000000',
  /** One ticket of two hundred: 5,000 of 1,000,000. */
  many: 'benchcontactmany00000000',
} as const

/** How many other contacts the large company has; the rest of its tickets is theirs. */
export const colleagues = 200

/** Contact id of a colleague. */
export const colleagueId = (index: number) => `benchcolleague${String(index).padStart(10, '0')}`

/** E-mail address of a colleague. */
export const colleagueEmail = (index: number) => `colleague${index}@large.example`

export const password = 'bench-password-2026'

export const accountId = 'benchaccountlarge0000000'
export const companyId = 'benchcompanylarge0000000'
