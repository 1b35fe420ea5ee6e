import type { StaffPermission } from '../../../shared/auth.ts'

/**
 * What a route of staff asks for: permissions, without any of which it is refused; `tickets` where who does not answer
 * customers finds nothing; `everybody` for one's own login, and for the names that every page of staff needs.
 */
export type Need = readonly StaffPermission[] | 'tickets' | 'everybody'

/** The first that matches is true of a route (`METHOD /path`). A route that none matches has to be put here. */
const needs: readonly [RegExp, Need][] = [
  [/^GET \/me$|^PUT \/me\/password$|^DELETE \/session$|^POST \/session\/proof$|^\w+ \/sessions|^\w+ \/second-factor/, 'everybody'],
  [/^GET \/(live|properties|pipelines|inboxes)$|^POST \/attachments$|^DELETE \/attachments\/:attachmentId$/, 'everybody'],
  [/^\w+ \/(threads|tickets|attachments)(\/|$)/, 'tickets'],
  [/^POST \/contacts\/:contactId\/erasure$/, ['contacts.edit', 'account.admin']],
  [/^GET \/contacts$/, ['inbox.answer']],
  [/^\w+ \/(contacts|companies|lists)(\/|$)|^GET \/deletion-requests$|^POST \/contact-counts$/, ['contacts.edit']],
  [/^\w+ \/(account|mails|history)(\/|$)/, ['account.admin']],
  [
    /^\w+ \/(portals|properties|pipelines|pipeline-order|forms|inboxes|menus|settings-file|domains|brand|brand-images)(\/|$)/,
    ['portal.settings'],
  ],
]

/** What a route asks for. @throws Error when nobody has said. */
export function needOf(route: string): Need {
  const found = needs.find(([pattern]) => pattern.test(route))
  if (!found) throw new Error(`Say in ${import.meta.filename} who may use "${route}".`)
  return found[1]
}
