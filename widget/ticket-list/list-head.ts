import { html, type TemplateResult } from 'lit'
import type { TicketCounts } from '../../shared/tickets.ts'
import type { TicketQuery } from '../api/tickets.ts'
import type { StartTexts } from '../locales/en/start.ts'
import { filterIcon, slidersIcon } from '../ui/icons.ts'
import { sorts, statuses } from './list-state.ts'

type Change = (part: Partial<TicketQuery>) => void

/** Own tickets or the organization's, with how many there are. */
export function viewSwitch(
  texts: StartTexts,
  view: TicketQuery['view'],
  counts: TicketCounts | undefined,
  choose: (view: TicketQuery['view']) => void,
): TemplateResult {
  const option = (value: TicketQuery['view'], words: string) =>
    html`<option value=${value} ?selected=${view === value}>${words}${countText(counts?.[value])}</option>`
  return html`<label class="view select">
    <span class="visually-hidden">${texts.filterView}</span>
    <select class="input" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as TicketQuery['view'])}>
      ${option('mine', texts.viewMine)} ${option('company', texts.viewCompany)}
    </select>
  </label>`
}

/** All, open or closed. */
export function statusChips(texts: StartTexts, current: TicketQuery['status'], change: Change): TemplateResult {
  const words = { all: texts.statusAll, open: texts.statusOpen, closed: texts.statusClosed }
  return html`<div class="chips" role="group" aria-label=${texts.filterStatus}>
    ${statuses.map(
      (status) =>
        html`<button class="chip" type="button" aria-pressed=${status === current ? 'true' : 'false'} @click=${() => change({ status })}>
          ${words[status]}
        </button>`,
    )}
  </div>`
}

/** The order, where there is no room for columns to press. */
export function sortChoice(texts: StartTexts, query: TicketQuery, change: Change): TemplateResult {
  const choose = (event: Event) => {
    const [sort, order] = (event.target as HTMLSelectElement).value.split(' ') as [TicketQuery['sort'], TicketQuery['order']]
    change({ sort, order })
  }
  const words = { activity: texts.columnActivity, created: texts.columnCreated, number: texts.columnNumber }
  return html`<label class="sort-by select">
    <span class="visually-hidden">${texts.sortBy}</span>
    <select class="input" @change=${choose}>
      ${sorts.flatMap((sort) =>
        (['desc', 'asc'] as const).map(
          (order) =>
            html`<option value="${sort} ${order}" ?selected=${sort === query.sort && order === query.order}>
              ${order === 'desc' ? '↓ ' : '↑ '}${words[sort]}
            </option>`,
        ),
      )}
    </select>
  </label>`
}

/** Opens what is fetched when it is first wanted. */
export function toolButton(tool: 'filter' | 'display', words: string, open: (event: Event) => void): TemplateResult {
  return html`<button class="button act" type="button" aria-haspopup="dialog" aria-expanded="false" data-tool=${tool} @click=${open}>
    ${tool === 'filter' ? filterIcon : slidersIcon}<span>${words}</span>
  </button>`
}

/** Numbers stop at 100: more are “99+”. */
export function countText(count: number | null | undefined): string {
  if (count === null || count === undefined) return ''
  return ` (${count >= 100 ? '99+' : count})`
}
