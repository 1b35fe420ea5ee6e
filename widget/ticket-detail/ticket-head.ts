import { html, nothing, svg, type TemplateResult } from 'lit'
import type { TicketDetail } from '../../shared/tickets.ts'
import { localized } from '../base/localized.ts'
import { checkIcon, icon, openIcon } from '../ui/icons.ts'
import { relativeTime, shortDate, type TimeFormat } from '../ui/relative-time.ts'
import { statusPill } from '../ui/status-pill.ts'
import type { PartTextsOfPage } from './ticket-page.ts'

const currentIcon = icon(svg`<circle cx="8" cy="8" r="5.6"/><circle cx="8" cy="8" r="2" fill="currentColor"/>`)

/** What a ticket is: subject, status in plain words, when and by whom, its steps and its properties. */
export function ticketHead(detail: TicketDetail, texts: PartTextsOfPage, times: TimeFormat, acts: unknown): TemplateResult {
  const { ticket, steps, properties } = detail
  const stage = ticket.stageLabels ? localized(ticket.stageLabels, times.locale) : ''
  return html`<header class="head">
    <div class="top">
      <h2 tabindex="-1" data-start><bdi>${ticket.subject}</bdi> <span class="number">${texts.ticketNumber(ticket.number)}</span></h2>
      <div class="acts">${acts}</div>
    </div>
    <div class="facts">
      ${statusPill(ticket.status, texts, stage)} ${whoseTurn(detail, texts, times)}
      ${ticket.requesterName ? html`<span>${texts.openedBy(ticket.requesterName)}</span>` : nothing}
      <span>${texts.opened} ${shortDate(ticket.createdAt, times)}</span>
      <span>${texts.lastActivity} ${relativeTime(ticket.lastActivityAt, times)}</span>
    </div>
    ${steps?.length ? stepList(steps, texts, times.locale) : nothing}
    ${properties.length > 0 ? propertyList(properties, texts, times) : nothing}
  </header>`
}

/** A day, and the moment of it where that matters. */
export function dateText(iso: string, times: TimeFormat, options: Intl.DateTimeFormatOptions = { dateStyle: 'long' }): string {
  return times.date(options).format(new Date(iso))
}

function whoseTurn({ ticket, closedAt }: TicketDetail, texts: PartTextsOfPage, times: TimeFormat): TemplateResult | typeof nothing {
  if (ticket.status === 'closed') return closedAt ? html`<span>${texts.closedOn(dateText(closedAt, times))}</span>` : nothing
  return ticket.isYourTurn ? html`<strong class="turn">${texts.waitsForYou}</strong>` : html`<span>${texts.withTeam}</span>`
}

/** The stages of the pipeline; where the ticket is now is said by word, shape and weight. */
function stepList(steps: NonNullable<TicketDetail['steps']>, texts: PartTextsOfPage, locale: string): TemplateResult {
  const current = steps.findIndex((step) => step.isCurrent)
  return html`<ol class="steps" part="steps" aria-label=${texts.steps}>
    ${steps.map(({ labels }, index) => {
      const label = html`<bdi>${localized(labels, locale)}</bdi>`
      if (index === current)
        return html`<li class="now" aria-current="step">${currentIcon}${label}<span class="word">${texts.stepNow}</span></li>`
      if (index > current) return html`<li>${openIcon}${label}</li>`
      return html`<li>${checkIcon}${label}<span class="visually-hidden">${texts.stepPast}</span></li>`
    })}
  </ol>`
}

function propertyList(properties: TicketDetail['properties'], texts: PartTextsOfPage, times: TimeFormat): TemplateResult {
  return html`<dl class="properties" part="properties" aria-label=${texts.ticketProperties}>
    ${properties.map(
      (property) =>
        html`<div>
          <dt><bdi>${localized(property.labels, times.locale)}</bdi></dt>
          <dd><bdi>${valueText(property, texts, times)}</bdi></dd>
        </div>`,
    )}
  </dl>`
}

function valueText({ type, value, valueLabels }: TicketDetail['properties'][number], texts: PartTextsOfPage, times: TimeFormat): string {
  const { locale } = times
  if (valueLabels) return new Intl.ListFormat(locale, { style: 'short' }).format(valueLabels.map((labels) => localized(labels, locale)))
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value)
  if (typeof value === 'boolean') return value ? texts.valueYes : texts.valueNo
  // A day has no zone: read and written in the same one it stays the same day.
  if (type === 'date' && typeof value === 'string') return dateText(value, times, { dateStyle: 'medium', timeZone: 'UTC' })
  return String(value)
}
