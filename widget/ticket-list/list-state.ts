import type { TicketQuery } from '../api/tickets.ts'

export const statuses = ['all', 'open', 'closed'] as const
export const sorts = ['activity', 'created', 'number'] as const

const conditionsMax = 10

/** One of the known words; the first of them for everything else. */
export function oneOf<Word extends string>(words: readonly Word[], given: string | null): Word {
  return words.find((word) => word === given) ?? (words[0] as Word)
}

/** The conditions among what stands in an address or an attribute; whether they fit this portal is the server's to say. */
export function readConditions(texts: readonly string[]): string[] {
  return texts.filter((text) => text.length <= 2000 && /^[\w.]+:[a-z_]+(:\S*)?$/.test(text)).slice(0, conditionsMax)
}

/** Whether two lists show the same. */
export function isSameQuery(one: TicketQuery, other: TicketQuery): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
