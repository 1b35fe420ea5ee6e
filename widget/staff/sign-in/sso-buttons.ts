import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import type { FoundStaffProviders } from '../../../shared/staff-provider.ts'
import { define } from '../../base/define.ts'
import { type StaffClient, toApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import type { StaffTexts } from '../locales/en.ts'

/**
 * Ways to sign in with the company's login; nothing where there is none.
 *
 * @element cp-staff-sso-buttons
 */
export class SsoButtons extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      :host(:not([has-any])) {
        display: none;
      }
      .or {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--cp-muted);
      }
      .or::before,
      .or::after {
        content: '';
        flex: 1;
        border-block-start: 1px solid var(--cp-border);
      }
      .button {
        min-block-size: 40px;
        white-space: normal;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    client: { attribute: false },
    email: { attribute: false },
    known: { attribute: false },
    found: { state: true },
    problem: { state: true },
    isBusy: { state: true },
  }

  declare texts: StaffTexts
  declare client: StaffClient
  /** What stands in the field of the address now. */
  declare email: () => string
  /** Offers these alone, and asks for none. */
  declare known: FoundStaffProviders['providers'] | null
  declare private found: FoundStaffProviders
  declare private problem: string | null
  declare private isBusy: boolean

  constructor() {
    super()
    this.email = () => ''
    this.known = null
    this.found = { providers: [], needsAddress: false }
    this.problem = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.sayWhatBecame()
    if (this.known) this.found = { providers: this.known, needsAddress: false }
    else void this.find().catch(() => undefined)
  }

  protected override updated(): void {
    this.toggleAttribute('has-any', this.found.providers.length > 0 || this.found.needsAddress || this.problem !== null)
  }

  override render() {
    const { team } = this.texts.singleSignOn
    const { providers, needsAddress } = this.found
    return html`${providers.length > 0 || needsAddress ? html`<p class="or">${team.or}</p>` : nothing}
    ${providers.map(
      ({ id, name }) =>
        html`<button class="button" type="button" aria-disabled=${this.isBusy ? 'true' : 'false'} @click=${() => void this.go(id)}>
          ${team.continueWith(name)}
        </button>`,
    )}
    ${
      needsAddress && providers.length === 0
        ? html`<button class="button" type="button" @click=${() => void this.findByAddress()}>${team.useAddress}</button>`
        : nothing
    }
    ${this.problem ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}`
  }

  /** The way back from a provider leads here when it did not end in a session. */
  private sayWhatBecame(): void {
    const url = new URL(location.href)
    const became = url.searchParams.get('sso')
    if (became !== 'refused' && became !== 'over') return
    this.problem = this.texts.singleSignOn.team[became]
    url.searchParams.delete('sso')
    history.replaceState(history.state, '', url)
  }

  private async find(email?: string): Promise<FoundStaffProviders> {
    const body = email === undefined ? {} : { email }
    this.found = await this.client.send<FoundStaffProviders>({ method: 'POST', path: '/sso/providers', body, isAnonymous: true })
    return this.found
  }

  private async findByAddress(): Promise<void> {
    const { team } = this.texts.singleSignOn
    const email = this.email().trim()
    this.problem = /^[^\s@]+@[^\s@]+$/.test(email) ? null : team.typeAddress
    if (this.problem) return
    try {
      const { providers } = await this.find(email)
      const [only, ...others] = providers
      if (only && others.length === 0) return await this.go(only.id)
      if (only) return
      // Another address may be typed.
      this.found = { providers: [], needsAddress: true }
      this.problem = team.noProvider
    } catch (error) {
      this.problem = errorText(this.texts, toApiError(error))
    }
  }

  private async go(providerId: string): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = null
    // Who was invited comes back as one of the team.
    const isHere = this.known === null && /^\/staff(\/|$)/.test(location.pathname)
    const returnPath = isHere ? location.pathname + location.search : '/staff'
    try {
      const { url } = await this.client.send<{ url: string }>({
        method: 'POST',
        path: '/sso/start',
        body: { providerId, returnPath },
        isAnonymous: true,
      })
      location.assign(url)
    } catch (error) {
      const failed = toApiError(error)
      this.problem = failed.code === 'identity_refused' ? this.texts.singleSignOn.team.unreachable : errorText(this.texts, failed)
    }
    this.isBusy = false
  }
}

define('cp-staff-sso-buttons', SsoButtons)
