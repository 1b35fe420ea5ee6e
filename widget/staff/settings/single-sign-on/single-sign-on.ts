import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { PortalSettings } from '../../../../shared/portal.ts'
import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { listPortals, savePortal } from '../../api/portals.ts'
import { listProviders } from '../../api/single-sign-on.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { settingsHref } from '../../base/routes.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import { pageStyles } from './page.styles.ts'
import './provider-editor.ts'
import type { ProviderEditor } from './provider-editor.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'
import { portalChoice } from '../portal-choice.ts'
import './team-section.ts'

type Kind = IdentityProvider['kind']
const kinds: readonly Kind[] = ['oidc', 'saml', 'jwt']

interface Loaded {
  portals: PortalSettings[]
  portal: PortalSettings | null
  providers: IdentityProvider[]
}

/** What is open: nothing, the choice of a kind, a new one, or one that is there. */
type Opened = null | { what: 'choice' } | { what: 'new'; kind: Kind } | { what: 'provider'; id: string }

/**
 * Whom a portal trusts to say who a person is.
 *
 * @element cp-staff-single-sign-on
 */
export class SingleSignOnPage extends StaffElement {
  static override styles = [controlStyles, switchStyles, stateStyles, settingsStyles, singleSignOnStyles, pageStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    opened: { state: true },
    error: { state: true },
  }

  /** The first one without it. */
  declare portalId: string | null
  declare private opened: Opened
  declare private error: StaffApiError | null
  private readonly load = new LoadController<Loaded>(this)

  constructor() {
    super()
    this.portalId = null
    this.opened = null
    this.error = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.hasUpdated || changed.has('portalId')) {
      this.opened = null
      void this.start()
    }
  }

  private start(): Promise<void> {
    const { client } = this.staff
    return this.load.run(async (signal) => {
      const portals = await listPortals(client, signal)
      const portal = portals.find(({ id }) => id === this.portalId) ?? portals[0] ?? null
      return { portals, portal, providers: portal ? await listProviders(client, portal.id, signal) : [] }
    })
  }

  override render() {
    const { settings, app, singleSignOn } = this.texts
    return this.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2, 3].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, singleSignOn.failedTitle, error, () => void this.start()),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: (loaded) => (loaded.portal ? this.renderPage(loaded, loaded.portal) : html``),
      },
      ({ portal }) => portal === null,
    )
  }

  private renderPage({ portals, providers }: Loaded, portal: PortalSettings): TemplateResult {
    const words = this.texts.singleSignOn
    return html`
      <header>
        <h1>${words.title}</h1>
        ${portalChoice(this.staff, 'single-sign-on', portals, portal.id)}
      </header>
      <div class="column">
        <p class="muted">${words.lead}</p>
        <section aria-labelledby="providers-title">
          <div class="section-head">
            <h2 id="providers-title" tabindex="-1">${words.providers}</h2>
            <p class="muted">${words.providersHelp}</p>
          </div>
          <div class="controls">${this.renderProviders(portal, providers)}</div>
        </section>
        <section aria-labelledby="access-title">
          <div class="section-head"><h2 id="access-title">${words.access}</h2></div>
          <div class="controls">
            <div class="field">
              <p>${portal.accessMode === 'lists' ? words.accessLists : words.accessEveryone}</p>
              <p><a href="${settingsHref(null, portal.id)}#access">${words.accessLink}</a></p>
            </div>
            ${this.renderRequired(portal, providers)}
          </div>
        </section>
        ${
          this.staff.me.permissions.includes('account.admin')
            ? html`<section aria-labelledby="team-title">
                <div class="section-head">
                  <h2 id="team-title">${words.team.title}</h2>
                  <p class="muted">${words.team.help}</p>
                </div>
                <div class="controls"><cp-staff-team-providers .staff=${this.staff}></cp-staff-team-providers></div>
              </section>`
            : nothing
        }
      </div>
      <cp-staff-confirm></cp-staff-confirm>
    `
  }

  private renderProviders(portal: PortalSettings, providers: readonly IdentityProvider[]): TemplateResult {
    const words = this.texts.singleSignOn
    const { opened } = this
    return html`
      ${
        providers.length === 0 && opened === null
          ? html`<div class="none"><b>${words.noneTitle}</b><br />${words.noneText}</div>`
          : html`<ul class="rows providers">
              ${providers.map((provider) => this.renderProvider(portal, provider))}
            </ul>`
      }
      ${
        opened?.what === 'new'
          ? html`<div class="box">
              <h3>${words.newTitle[opened.kind]}</h3>
              <cp-staff-provider
                .staff=${this.staff}
                portal-id=${portal.id}
                kind=${opened.kind}
                @cp-saved=${({ detail }: CustomEvent<IdentityProvider>) => this.onSaved(detail)}
                @cp-closed=${() => this.open(null)}
              ></cp-staff-provider>
            </div>`
          : opened?.what === 'choice'
            ? this.renderChoice()
            : html`<button class="button add" id="add" type="button" @click=${() => this.open({ what: 'choice' })}>
                ${icon('plus')} ${words.add}
              </button>`
      }
    `
  }

  private renderChoice(): TemplateResult {
    const words = this.texts.singleSignOn
    return html`<div class="box" role="group" aria-labelledby="choice-title">
      <h3 id="choice-title">${words.addTitle}</h3>
      <div class="kinds">
        ${kinds.map(
          (kind) =>
            html`<button class="kind" type="button" id="add-${kind}" @click=${() => this.open({ what: 'new', kind })}>
              <b>${words.kinds[kind]}</b><span class="muted">${words.kindHelp[kind]}</span>
            </button>`,
        )}
      </div>
      <button class="button add" type="button" @click=${() => this.open(null)}>${words.cancel}</button>
    </div>`
  }

  private renderProvider(portal: PortalSettings, provider: IdentityProvider): TemplateResult {
    const words = this.texts.singleSignOn
    const isOpen = this.opened?.what === 'provider' && this.opened.id === provider.id
    return html`<li class=${isOpen ? 'is-open' : ''}>
      <div class="provider">
        <div class="grow">
          <b>${provider.name}</b>
          <span class="muted"
            >${words.kinds[provider.kind]}${provider.emailDomains?.length ? ` · ${provider.emailDomains.join(', ')}` : ''}</span
          >
        </div>
        <span class="pill ${provider.isOn ? 'open' : 'closed'}">${provider.isOn ? words.on : words.off}</span>
        <button
          class="button quiet icon"
          type="button"
          id="edit-${provider.id}"
          aria-label=${words.edit(provider.name)}
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => this.open(isOpen ? null : { what: 'provider', id: provider.id })}
        >
          ${icon(isOpen ? 'up' : 'downArrow')}
        </button>
      </div>
      ${
        isOpen
          ? html`<cp-staff-provider
              .staff=${this.staff}
              portal-id=${portal.id}
              kind=${provider.kind}
              .provider=${provider}
              @cp-saved=${({ detail }: CustomEvent<IdentityProvider>) => this.onSaved(detail)}
              @cp-removed=${() => void this.onRemoved(provider)}
              @cp-closed=${() => this.open(null)}
            ></cp-staff-provider>`
          : nothing
      }
    </li>`
  }

  private renderRequired(portal: PortalSettings, providers: readonly IdentityProvider[]): TemplateResult {
    const words = this.texts.singleSignOn
    const hasOne = providers.some(({ isOn }) => isOn)
    const isHeld = !hasOne && !portal.isSsoRequired
    return html`<div class="field">
      <label class="switch">
        <input
          id="isSsoRequired"
          type="checkbox"
          role="switch"
          .checked=${live(portal.isSsoRequired)}
          aria-disabled=${isHeld ? 'true' : 'false'}
          aria-describedby="required-help"
          @click=${(event: Event) => {
            event.preventDefault()
            if (!isHeld) void this.toggleRequired(portal)
          }}
        />
        <span class="label">${words.required}</span>
      </label>
      <p class="help" id="required-help">${isHeld ? `${words.requiredNone} ` : ''}${words.requiredHelp}</p>
      ${portal.isSsoRequired && !hasOne ? html`<p class="problem" role="alert">${icon('warning')} ${words.requiredNobody}</p>` : nothing}
      ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
    </div>`
  }

  private async toggleRequired(portal: PortalSettings): Promise<void> {
    const { requiredTitle, requiredText, requiredYes, requiredNo, saved } = this.texts.singleSignOn
    const question = { title: requiredTitle, text: requiredText, yes: requiredYes, no: requiredNo }
    if (!portal.isSsoRequired && !(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    this.error = null
    try {
      const after = await savePortal(this.staff.client, portal.id, { version: portal.version, isSsoRequired: !portal.isSsoRequired })
      const { data } = this.load
      if (data) this.load.replace({ ...data, portal: after, portals: data.portals.map((one) => (one.id === after.id ? after : one)) })
      this.staff.announce(saved)
    } catch (error) {
      this.error = toApiError(error)
      if (this.error.code === 'changed_meanwhile') await this.start()
    }
  }

  private onSaved(provider: IdentityProvider): void {
    const { data } = this.load
    if (!data) return
    const isThere = data.providers.some(({ id }) => id === provider.id)
    const providers = isThere ? data.providers.map((one) => (one.id === provider.id ? provider : one)) : [...data.providers, provider]
    this.load.replace({ ...data, providers })
    this.emit('cp-staff-unsaved', false)
    // What is needed next is there: values to copy, keys, the test.
    this.opened = { what: 'provider', id: provider.id }
    if (!isThere) void this.updateComplete.then(() => this.byId(`edit-${provider.id}`)?.focus())
  }

  private async onRemoved(provider: IdentityProvider): Promise<void> {
    const { data } = this.load
    this.opened = null
    if (data) this.load.replace({ ...data, providers: data.providers.filter(({ id }) => id !== provider.id) })
    await this.updateComplete
    this.byId('providers-title')?.focus()
  }

  private async open(opened: Opened): Promise<void> {
    const editor = this.renderRoot.querySelector<ProviderEditor>('cp-staff-provider')
    if (editor?.isUnsaved) {
      const { leaveTitle, leaveText, leaveYes, leaveNo } = this.texts.app
      const question = { title: leaveTitle, text: leaveText, yes: leaveYes, no: leaveNo }
      if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    }
    this.emit('cp-staff-unsaved', false)
    const before = this.opened
    this.opened = opened
    await this.updateComplete
    if (opened?.what === 'choice') this.byId('add-oidc')?.focus()
    else if (opened) await this.focusEditor()
    else if (before?.what === 'provider') this.byId(`edit-${before.id}`)?.focus()
    else this.byId('add')?.focus()
  }

  private async focusEditor(): Promise<void> {
    const editor = this.renderRoot.querySelector<ProviderEditor>('cp-staff-provider')
    await editor?.updateComplete
    editor?.renderRoot.querySelector<HTMLElement>('#name')?.focus()
  }
}

define('cp-staff-single-sign-on', SingleSignOnPage)
