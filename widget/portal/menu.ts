import { html, type TemplateResult } from 'lit'
import type { MenuItem } from '../../shared/menus.ts'
import type { PublicPortal } from '../../shared/portal.ts'
import { safeHref } from '../../shared/safe-text.ts'
import { localized } from '../base/localized.ts'

type View = 'list' | 'new' | 'account'

/** One entry on top of the portal: a view of its own, or another page. */
export type Place = { view: View; words: string } | { href: string; words: string }

/** The words that views have of their own. */
export type ViewWords = Record<'tickets' | 'submitTicket' | 'yourAccount', string>

const usual: readonly MenuItem[] = [
  { kind: 'tickets', labels: {} },
  { kind: 'new', labels: {} },
]

/** What stands on top, in the reader's language. A portal without a form has no way to one, a preview none to an account. */
export function placesOf(settings: Pick<PublicPortal, 'menu' | 'hasForm'>, texts: ViewWords, locale: string, isPreview = false): Place[] {
  return (settings.menu ?? usual).flatMap((item): Place[] => {
    const { kind, labels } = item
    if (kind === 'link') {
      const href = safeHref(item.url)
      return href ? [{ href, words: localized(labels, locale) }] : []
    }
    if (kind === 'new' ? !settings.hasForm : kind === 'account' && isPreview) return []
    const own = labels[locale] ?? labels[locale.split('-')[0] ?? '']
    if (kind === 'tickets') return [{ view: 'list', words: own ?? texts.tickets }]
    return [kind === 'new' ? { view: 'new', words: own ?? texts.submitTicket } : { view: 'account', words: own ?? texts.yourAccount }]
  })
}

/** The entries, drawn. `draw` makes the way to a view. */
export function drawPlaces(places: readonly Place[], draw: (view: View, words: string) => TemplateResult): TemplateResult[] {
  return places.map(
    (place) =>
      html`<li>${'href' in place ? html`<a class="place" href=${place.href}>${place.words}</a>` : draw(place.view, place.words)}</li>`,
  )
}
