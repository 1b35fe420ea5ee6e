import { html, nothing, type TemplateResult } from 'lit'
import type { TicketDetail } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { deleteContact, postContact } from '../api/ticket-acts.ts'
import { keyedList } from '../base/keyed-list.ts'
import { problemNotice } from '../base/problem-text.ts'
import { describedBy, field } from '../ui/field.ts'
import { closeIcon } from '../ui/icons.ts'
import { banner } from '../ui/notice.ts'
import type { PartTextsOfPage, TicketPage } from './ticket-page.ts'

type Person = TicketDetail['people'][number]

/** Who else is on the ticket; copies colleagues in and takes them out. */
export class People {
  private readonly page: TicketPage
  private isOpen = false
  private isBusy = false
  private address = ''
  private error = ''
  /** Whom to take out is asked about. */
  private leaving: Person | undefined
  private leaveError: ApiError | undefined

  constructor(page: TicketPage) {
    this.page = page
  }

  render(texts: PartTextsOfPage): TemplateResult | typeof nothing {
    const { detail, isPreview } = this.page.now
    const { people, can } = detail
    // Who opened the ticket is named above.
    const others = people.filter((person) => person.role !== 'requester')
    if (others.length === 0 && !can.copyIn) return nothing
    return html`<div class="people" part="people">
      ${
        others.length > 0
          ? html`<span class="muted small" id="people">${texts.people}</span>
              <ul aria-labelledby="people">
                ${keyedList(
                  others,
                  (person) => person.contactId,
                  (person) => html`<li>${this.chip(person, texts)}</li>`,
                )}
              </ul>`
          : nothing
      }
      ${
        can.copyIn && !this.isOpen
          ? html`<button
              class="link small"
              id="copy-in"
              type="button"
              aria-disabled=${isPreview ? 'true' : 'false'}
              title=${isPreview ? texts.problemPreview : nothing}
              @click=${this.open}
            >
              ${texts.copyIn}
            </button>`
          : nothing
      }
      ${this.leaving ? this.question(this.leaving, texts) : nothing}
      ${this.leaveError ? banner(problemNotice(this.leaveError, texts).title) : nothing}
      ${can.copyIn && this.isOpen ? this.form(texts) : nothing}
    </div>`
  }

  private chip(person: Person, texts: PartTextsOfPage): TemplateResult {
    const { name, role, isMe } = person
    const { detail, isPreview } = this.page.now
    const label = isMe ? texts.leave : texts.takeOut(name)
    const ask = () => {
      this.leaving = person
      this.leaveError = undefined
      void this.page.focus('#take-out')
    }
    return html`<span class="person">
      <bdi>${name}</bdi>${isMe ? html`<span class="muted">(${texts.you})</span>` : nothing}
      ${
        role === 'copied' && !isPreview && (isMe || detail.can.copyIn)
          ? html`<button class="icon-button" type="button" aria-label=${label} title=${label} @click=${ask}>${closeIcon}</button>`
          : nothing
      }
    </span>`
  }

  private question(person: Person, texts: PartTextsOfPage): TemplateResult {
    const asked = person.isMe ? texts.leaveAsk : texts.takeOutAsk(person.name)
    const keep = () => {
      this.leaving = undefined
      void this.page.focus('#copy-in')
    }
    return html`<div class="ask" role="group" aria-label=${asked}>
      <span>${asked}</span>
      <button
        class="button"
        id="take-out"
        type="button"
        aria-disabled=${this.isBusy ? 'true' : 'false'}
        @click=${() => this.takeOut(person, texts)}
      >
        ${person.isMe ? texts.leaveNow : texts.takeOutNow}
      </button>
      <button class="button" type="button" @click=${keep}>${texts.cancel}</button>
    </div>`
  }

  private form(texts: PartTextsOfPage): TemplateResult {
    const { error, isBusy } = this
    const write = (event: Event) => {
      this.address = (event.target as HTMLInputElement).value
      if (!error) return
      this.error = ''
      this.page.acts.update()
    }
    const described = describedBy('colleague', { help: texts.copyInHelp, error })
    const input = html`<input
      class="input"
      id="colleague"
      name="email"
      type="email"
      autocomplete="off"
      .value=${this.address}
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${described}
      @input=${write}
    />`
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      void this.copyIn(texts)
    }
    return html`<form class="copy-in" novalidate @submit=${submit} @keydown=${this.leaveByKey}>
      ${field({ id: 'colleague', label: texts.copyInAddress, help: texts.copyInHelp, error, input })}
      <div class="acts">
        <button class="button primary" type="submit" aria-disabled=${isBusy ? 'true' : 'false'}>
          ${isBusy ? texts.copyingIn : texts.copyInNow}
        </button>
        <button class="button" type="button" @click=${this.close}>${texts.cancel}</button>
      </div>
    </form>`
  }

  private readonly open = () => {
    if (this.page.now.isPreview) return
    this.isOpen = true
    this.leaving = undefined
    void this.page.focus('#colleague')
  }

  private readonly close = () => {
    this.isOpen = false
    this.error = ''
    this.address = ''
    void this.page.focus('#copy-in')
  }

  private readonly leaveByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.close()
  }

  private async copyIn(texts: PartTextsOfPage): Promise<void> {
    const { page, address } = this
    if (this.isBusy) return
    if (address.trim() === '') return this.complain(texts.fieldError.required)
    this.isBusy = true
    this.error = ''
    page.acts.update()
    try {
      await postContact(page.now.api, page.now.detail.ticket.id, address.trim())
      page.acts.announce(texts.colleagueAdded(address.trim()))
      page.acts.reload()
      this.close()
    } catch (thrown) {
      const error = toApiError(thrown)
      this.complain(
        error.code === 'contact_not_found'
          ? texts.fieldError.not_a_colleague
          : error.fields['email']
            ? texts.fieldError[error.fields['email']]
            : problemNotice(error, texts).title,
      )
    } finally {
      this.isBusy = false
      page.acts.update()
    }
  }

  private complain(words: string): void {
    this.error = words
    void this.page.focus('#colleague')
  }

  private async takeOut(person: Person, texts: PartTextsOfPage): Promise<void> {
    const { page } = this
    if (this.isBusy) return
    this.isBusy = true
    page.acts.update()
    try {
      await deleteContact(page.now.api, page.now.detail.ticket.id, person.contactId)
      page.acts.announce(texts.takenOut(person.name))
    } catch (thrown) {
      this.leaveError = toApiError(thrown)
    } finally {
      this.isBusy = false
      this.leaving = undefined
      page.acts.reload()
      void page.focus('#copy-in')
    }
  }
}
