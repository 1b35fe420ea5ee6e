import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Domain } from '../../../../shared/domains.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { connectDomain, listDomains } from '../../api/domains.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { errorState } from '../../base/states.ts'
import { settingsStyles } from '../settings.styles.ts'
import './domain-card.ts'

const lookEveryMs = 5000

/**
 * The domains of the account: connect, prove, disconnect.
 *
 * @element cp-staff-domains
 */
export class StaffDomains extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    settingsStyles,
    css`
      .column {
        display: grid;
        gap: 20px;
        max-inline-size: 760px;
        padding: 20px;
      }
      .connect {
        display: grid;
        gap: 6px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .line .input {
        flex: 1 1 220px;
      }
      .empty {
        padding: 20px;
        border: 1px dashed var(--staff-border-strong);
        border-radius: 12px;
      }
      @container staff-settings (inline-size < 760px) {
        .column {
          padding: 12px;
        }
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    typed: { state: true },
    problem: { state: true },
    isConnecting: { state: true },
  }

  declare private typed: string
  declare private problem: string | null
  declare private isConnecting: boolean
  private readonly load = new LoadController<Domain[]>(this)
  private timer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.typed = ''
    this.problem = null
    this.isConnecting = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // What the server finds by itself appears by itself.
    this.timer = setInterval(() => this.look(), lookEveryMs)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.timer)
  }

  protected override firstUpdated(): void {
    void this.reload()
  }

  private reload(isQuiet = false): Promise<void> {
    return this.load.run((signal) => listDomains(this.staff.client, signal), isQuiet)
  }

  private look(): void {
    const isWaiting = this.load.data?.some(({ state }) => state !== 'verified' && state !== 'expired')
    if (isWaiting && document.visibilityState === 'visible') void this.reload(true)
  }

  override render() {
    const { domains, app } = this.texts
    return html`<header><h1>${domains.title}</h1></header>
      <div class="column">
        <p class="muted">${domains.lead}</p>
        ${this.renderConnect()}
        ${this.load.render<TemplateResult>({
          pending: () =>
            html`<div class="bones" role="status">
              <span class="visually-hidden">${app.loading}</span>
              <div><span class="bone tall"></span></div>
            </div>`,
          error: (error) => errorState(this.texts, domains.failedTitle, error, () => void this.reload()),
          empty: () => html`${nothing}`,
          data: (list) => this.renderList(list),
        })}
      </div>`
  }

  private renderList(list: readonly Domain[]): TemplateResult {
    const { domains } = this.texts
    if (list.length === 0) {
      return html`<div class="empty">
        <p><b>${domains.emptyTitle}</b></p>
        <p class="muted">${domains.emptyText}</p>
      </div>`
    }
    return html`${repeat(
      list,
      ({ id }) => id,
      (domain) =>
        html`<cp-staff-domain
          .staff=${this.staff}
          .domain=${domain}
          @cp-staff-domain-changed=${(event: CustomEvent<Domain | null>) => this.onChanged(domain.id, event.detail)}
          @cp-staff-domain-stale=${() => void this.reload(true)}
        ></cp-staff-domain>`,
    )}`
  }

  private renderConnect(): TemplateResult {
    const { domains } = this.texts
    return html`<form class="connect" novalidate @submit=${this.onConnect}>
      <label class="label" for="connect-host">${domains.host}</label>
      <div class="line">
        <input
          id="connect-host"
          class="input"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          inputmode="url"
          placeholder=${domains.hostPlaceholder}
          .value=${this.typed}
          aria-invalid=${this.problem ? 'true' : 'false'}
          aria-describedby="host-help ${this.problem ? 'host-problem' : ''}"
          @input=${this.onInput}
        />
        <button class="button primary" type="submit" aria-disabled=${this.isConnecting ? 'true' : 'false'}>
          ${this.isConnecting ? domains.connecting : domains.connect}
        </button>
      </div>
      ${this.problem ? html`<p class="problem" id="host-problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
      <p class="help" id="host-help">${domains.hostHelp}</p>
    </form>`
  }

  private readonly onInput = (event: Event) => {
    this.typed = (event.target as HTMLInputElement).value
    this.problem = null
  }

  private readonly onConnect = async (event: Event) => {
    event.preventDefault()
    const { domains, fields } = this.texts
    if (this.isConnecting) return
    if (this.typed.trim() === '') {
      this.problem = fields.required
      this.byId('connect-host')?.focus()
      return
    }
    this.isConnecting = true
    try {
      const domain = await connectDomain(this.staff.client, this.typed)
      this.load.replace([...(this.load.data ?? []), domain])
      this.typed = ''
      this.staff.announce(domains.connected(domain.host))
      await this.updateComplete
      const cards = this.renderRoot.querySelectorAll('cp-staff-domain')
      cards[cards.length - 1]?.scrollIntoView({ block: 'nearest' })
    } catch (error) {
      const failure = toApiError(error)
      const code = failure.fields['host']
      this.problem =
        code === 'taken' ? domains.taken : code === 'not_a_choice' ? domains.own : code ? fields[code] : errorText(this.texts, failure)
      this.byId('connect-host')?.focus()
    }
    this.isConnecting = false
  }

  private onChanged(id: string, now: Domain | null): void {
    const list = this.load.data ?? []
    this.load.replace(now ? list.map((one) => (one.id === id ? now : one)) : list.filter((one) => one.id !== id))
    if (!now) this.byId('connect-host')?.focus()
  }
}

define('cp-staff-domains', StaffDomains)
