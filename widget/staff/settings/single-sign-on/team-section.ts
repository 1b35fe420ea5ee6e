import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { StaffProvider } from '../../../../shared/staff-provider.ts'
import { define } from '../../../base/define.ts'
import { listStaffProviders } from '../../api/staff-providers.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { errorState } from '../../base/states.ts'
import { pageStyles } from './page.styles.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'
import './team-editor.ts'

/**
 * Where the team itself may sign in, for admins of the account.
 *
 * @element cp-staff-team-providers
 */
export class TeamProviders extends StaffElement {
  static override styles = [controlStyles, stateStyles, singleSignOnStyles, pageStyles]
  static override properties: PropertyDeclarations = { opened: { state: true } }

  /** Id of the provider that is open; empty: a new one. */
  declare private opened: string | null
  private readonly load = new LoadController<StaffProvider[]>(this)

  constructor() {
    super()
    this.opened = null
  }

  protected override firstUpdated(): void {
    void this.start()
  }

  private start(): Promise<void> {
    return this.load.run((signal) => listStaffProviders(this.staff.client, signal))
  }

  override render() {
    const words = this.texts.singleSignOn
    return html`<div class="tool">
      ${this.load.render<TemplateResult>(
        {
          pending: () => html`<span class="bone middle" role="status"></span>`,
          error: (error) => errorState(this.texts, words.failedTitle, error, () => void this.start()),
          empty: () => (this.opened === null ? html`<p class="none">${words.team.none}</p>` : html``),
          data: (providers) =>
            html`<ul class="rows providers">
              ${providers.map((provider) => this.renderProvider(provider))}
            </ul>`,
        },
        (providers) => providers.length === 0,
      )}
      ${
        this.opened === ''
          ? html`<div class="box">
              <h3>${words.team.newTitle}</h3>
              ${this.renderEditor(null)}
            </div>`
          : html`<button class="button add" id="add-team" type="button" @click=${() => this.open('')}>
              ${icon('plus')} ${words.team.add}
            </button>`
      }
    </div>`
  }

  private renderProvider(provider: StaffProvider) {
    const words = this.texts.singleSignOn
    const isOpen = this.opened === provider.id
    return html`<li>
      <div class="provider">
        <div class="grow">
          <b>${provider.name}</b>
          <span class="muted">${words.kinds.oidc} · ${provider.emailDomains.join(', ')}</span>
        </div>
        <span class="pill ${provider.isOn ? 'open' : 'closed'}">${provider.isOn ? words.on : words.off}</span>
        <button
          class="button quiet icon"
          type="button"
          id="team-${provider.id}"
          aria-label=${words.edit(provider.name)}
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => this.open(isOpen ? null : provider.id)}
        >
          ${icon(isOpen ? 'up' : 'downArrow')}
        </button>
      </div>
      ${isOpen ? this.renderEditor(provider) : nothing}
    </li>`
  }

  private renderEditor(provider: StaffProvider | null) {
    return html`<cp-staff-team-provider
      .staff=${this.staff}
      .provider=${provider}
      @cp-saved=${({ detail }: CustomEvent<StaffProvider>) => this.onSaved(detail)}
      @cp-removed=${() => this.onRemoved(provider)}
      @cp-closed=${() => this.open(null)}
    ></cp-staff-team-provider>`
  }

  private open(id: string | null): void {
    const before = this.opened
    this.opened = id
    if (id === null) void this.updateComplete.then(() => this.byId(before ? `team-${before}` : 'add-team')?.focus())
  }

  private onSaved(provider: StaffProvider): void {
    const providers = this.load.data ?? []
    const isThere = providers.some(({ id }) => id === provider.id)
    this.load.replace(isThere ? providers.map((one) => (one.id === provider.id ? provider : one)) : [...providers, provider])
    if (!isThere) this.open(null)
  }

  private onRemoved(provider: StaffProvider | null): void {
    this.load.replace((this.load.data ?? []).filter(({ id }) => id !== provider?.id))
    this.opened = null
    void this.updateComplete.then(() => this.byId('add-team')?.focus())
  }
}

define('cp-staff-team-providers', TeamProviders)
