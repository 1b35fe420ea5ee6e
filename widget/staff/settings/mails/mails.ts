import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { unknownPlaceholders } from '../../../../shared/page-kinds.ts'
import type { MailContents, PortalMail } from '../../../../shared/pages.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { listPortalMails, previewMail, resetMail, saveMail, tryMail } from '../../api/templates.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { DraftListController } from '../templates/draft-list.controller.ts'
import { TemplatesPage } from '../templates/templates-page.ts'
import './real-data.ts'
import type { RealData } from './real-data.ts'

type MailDraft = Record<'en' | 'nb', MailContents>

const fieldNames = ['subject', 'before', 'button', 'after'] as const

/**
 * The mails of a portal: what each says.
 *
 * @element cp-staff-mails
 */
export class StaffMails extends TemplatesPage<PortalMail, MailDraft> {
  protected override readonly section = 'mails'
  private real: RealData = { contactId: null, ticketId: null }
  private sentTo: string | null = null
  private sendError: StaffApiError | null = null
  private isSending = false
  protected override readonly drafts = new DraftListController<PortalMail, MailDraft>(this, {
    nameOf: (item) => item.mail,
    toDraft: ({ contents, defaults }) => ({ en: filled(contents.en, defaults.en), nb: filled(contents.nb, defaults.nb) }),
    save: (item, draft) =>
      saveMail(this.staff.client, this.portal?.id ?? '', item.mail, {
        version: item.version,
        contents: { en: ownWords(draft.en, item.defaults.en), nb: ownWords(draft.nb, item.defaults.nb) },
      }),
    reset: (item) => resetMail(this.staff.client, this.portal?.id ?? '', item.mail, item.version),
    reload: () => listPortalMails(this.staff.client, this.portal?.id ?? ''),
  })

  protected override list(portalId: string, signal?: AbortSignal): Promise<PortalMail[]> {
    return listPortalMails(this.staff.client, portalId, signal)
  }

  protected override nameOf(item: PortalMail): string {
    return item.mail
  }

  protected override words() {
    const { mails } = this.texts.templates
    return { title: mails.title, lead: mails.lead, failed: mails.failed }
  }

  protected override labelOf({ mail }: PortalMail) {
    return this.texts.templates.mails.kinds[mail]
  }

  protected override renderChoice(): typeof nothing {
    return nothing
  }

  protected override look(item: PortalMail, draft: MailDraft) {
    const { language, real } = this
    const body = { language, contents: ownWords(draft[language], item.defaults[language]), ...real }
    return {
      what: JSON.stringify(body),
      ask: (signal: AbortSignal) => previewMail(this.staff.client, this.portal?.id ?? '', item.mail, body, signal),
    }
  }

  protected override renderFields(item: PortalMail, draft: MailDraft): TemplateResult {
    const { mails } = this.texts.templates
    const known = item.placeholders
    return html`
      <div class="field">
        <p class="label">${mails.placeholders}</p>
        <ul class="names">
          ${known.map((name) => html`<li>{${name}} <span class="muted">${mails.placeholderNames[name] ?? ''}</span></li>`)}
        </ul>
      </div>
      ${fieldNames.map((name) => this.renderText(item, draft, name))}
      <p class="fixed">${mails.fixed}</p>
      ${
        this.staff.me.permissions.includes('inbox.answer') && known.length > 1
          ? html`<cp-staff-real-data
              .staff=${this.staff}
              .hasTicket=${known.includes('number')}
              @cp-staff-real-data=${(event: CustomEvent<RealData>) => {
                this.real = event.detail
                this.requestUpdate()
              }}
            ></cp-staff-real-data>`
          : nothing
      }
      <div class="field">
        <button
          class="button add"
          type="button"
          aria-disabled=${this.isSending ? 'true' : 'false'}
          @click=${() => void this.send(item, draft)}
        >
          ${this.isSending ? mails.sending : mails.sendToMe}
        </button>
        <p class="help" role="status">${this.sentTo === null ? mails.sendHelp(this.staff.me.email) : mails.sentTo(this.sentTo)}</p>
        ${this.sendError ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.sendError)}</p>` : nothing}
      </div>
    `
  }

  private renderText(item: PortalMail, draft: MailDraft, name: (typeof fieldNames)[number]): TemplateResult {
    const { mails } = this.texts.templates
    const { language } = this
    const field = `contents.${language}.${name}`
    const id = field.replaceAll('.', '-')
    const value = draft[language][name]
    const unknown = unknownPlaceholders(value, item.mail)
    const own = unknown.length > 0 ? mails.unknownPlaceholder(unknown.map((one) => `{${one}}`).join(', ')) : undefined
    const isBad = own !== undefined || field in this.drafts.problems
    const onInput = (event: Event) => {
      this.drafts.mend(field)
      this.sentTo = null
      this.drafts.set(item, { ...draft, [language]: { ...draft[language], [name]: (event.target as HTMLInputElement).value } })
    }
    const isLong = name === 'before' || name === 'after'
    return html`<div class="field">
      <label class="label" for=${id}>${mails.fields[name].label}</label>
      ${
        isLong
          ? html`<textarea
              class="input ${name === 'after' ? 'low' : ''}"
              id=${id}
              lang=${language}
              .value=${live(value)}
              aria-invalid=${isBad ? 'true' : 'false'}
              aria-describedby="${id}-help ${id}-problem"
              @input=${onInput}
            ></textarea>`
          : html`<input
              class="input"
              id=${id}
              lang=${language}
              autocomplete="off"
              .value=${live(value)}
              aria-invalid=${isBad ? 'true' : 'false'}
              aria-describedby="${id}-help ${id}-problem"
              @input=${onInput}
            />`
      }
      ${this.problemOf(field, own)}
      <p class="help" id="${id}-help">${mails.fields[name].help}</p>
    </div>`
  }

  /** What is written now, saved or not, to the mailbox of whoever writes it. */
  private async send(item: PortalMail, draft: MailDraft): Promise<void> {
    if (this.isSending) return
    const { language } = this
    this.isSending = true
    this.sendError = null
    this.requestUpdate()
    try {
      const contents = ownWords(draft[language], item.defaults[language])
      const { to } = await tryMail(this.staff.client, this.portal?.id ?? '', item.mail, { language, contents })
      this.sentTo = to
    } catch (thrown) {
      this.sendError = toApiError(thrown)
    }
    this.isSending = false
    this.requestUpdate()
  }
}

/** The words as they would be sent. */
function filled(own: MailContents | null, defaults: MailContents): MailContents {
  return own
    ? {
        subject: own.subject || defaults.subject,
        before: own.before || defaults.before,
        button: own.button || defaults.button,
        after: own.after,
      }
    : defaults
}

/** What differs from how the mail came: the rest follows it, should that be said better one day. */
function ownWords(words: MailContents, defaults: MailContents): MailContents | null {
  const entries = fieldNames.map((name) => [name, words[name].trim() === defaults[name] ? '' : words[name].trim()] as const)
  return entries.every(([, text]) => text === '') ? null : (Object.fromEntries(entries) as unknown as MailContents)
}

define('cp-staff-mails', StaffMails)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-mails': StaffMails
  }
}
