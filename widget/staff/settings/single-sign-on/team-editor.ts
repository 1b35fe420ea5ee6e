import { html, nothing, type PropertyDeclarations } from 'lit'
import type { CreateStaffProviderBody, StaffProvider } from '../../../../shared/staff-provider.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { addStaffProvider, removeStaffProvider, saveStaffProvider } from '../../api/staff-providers.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import './copy-value.ts'
import { editorStyles } from './provider-editor.styles.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'

type Field = 'name' | 'issuer' | 'clientId' | 'clientSecret' | 'emailDomains'

/**
 * One provider that the team signs in with, new or not.
 *
 * @element cp-staff-team-provider
 * @fires cp-saved - `detail` is the provider as it is now.
 * @fires cp-removed - It is gone.
 * @fires cp-closed - Somebody has seen enough of it.
 */
export class TeamProvider extends StaffElement {
  static override styles = [controlStyles, switchStyles, singleSignOnStyles, editorStyles]
  static override properties: PropertyDeclarations = {
    provider: { attribute: false },
    error: { state: true },
    isBusy: { state: true },
    wasSaved: { state: true },
  }

  /** Null: a new one. */
  declare provider: StaffProvider | null
  declare private error: StaffApiError | null
  declare private isBusy: boolean
  declare private wasSaved: boolean

  constructor() {
    super()
    this.provider = null
    this.error = null
    this.isBusy = false
    this.wasSaved = false
  }

  override render() {
    const words = this.texts.singleSignOn
    const { oidc, team } = words
    const { provider } = this
    const redirectUrl = provider?.redirectUrl ?? `${location.origin}/sso/callback`
    return html`<form novalidate @submit=${this.onSubmit} @input=${() => (this.wasSaved = false)}>
        ${this.renderField('name', { label: words.name, help: team.nameHelp }, provider?.name)}
        <div class="field">
          <label class="switch">
            <input id="isOn" type="checkbox" role="switch" .checked=${provider?.isOn ?? true} />
            <span class="label">${team.isOn}</span>
          </label>
          ${provider ? html`<p class="help">${team.isOnHelp}</p>` : nothing}
        </div>
        <cp-staff-copy label=${oidc.redirectUrl} .value=${redirectUrl} .words=${words}></cp-staff-copy>
        ${this.renderField('issuer', { label: oidc.issuer, help: oidc.issuerHelp, invalid: oidc.badIssuer }, provider?.issuer)}
        ${this.renderField('clientId', { label: oidc.clientId }, provider?.clientId)}
        ${this.renderField('clientSecret', { label: oidc.clientSecret, help: provider?.hasClientSecret ? oidc.hasSecret : oidc.clientSecretHelp })}
        ${this.renderField('emailDomains', { label: words.domains, help: team.domainsHelp, invalid: words.badDomain }, provider?.emailDomains.join(', '))}
        ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
        <div class="actions end">
          <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${this.isBusy ? words.saving : provider ? words.save : words.create}
          </button>
          <button class="button" type="button" @click=${() => this.emit('cp-closed')}>${provider ? words.close : words.cancel}</button>
          <span class="good" role="status">${this.wasSaved ? html`${icon('check')} ${words.saved}` : nothing}</span>
        </div>
      </form>
      ${
        provider
          ? html`<button class="button quiet remove" type="button" @click=${() => void this.drop(provider)}>${words.delete}</button>`
          : nothing
      }
      <cp-staff-confirm></cp-staff-confirm>`
  }

  private renderField(name: Field, words: { label: string; help?: string; invalid?: string }, value = '') {
    const code = Object.entries(this.error?.fields ?? {}).find(([field]) => field === name || field.startsWith(`${name}.`))?.[1]
    const text = code && (code === 'invalid' && words.invalid ? words.invalid : this.texts.fields[code])
    return html`<div class="field">
      <label class="label" for=${name}>${words.label}</label>
      <input
        id=${name}
        class="input"
        type=${name === 'clientSecret' ? 'password' : 'text'}
        autocomplete=${name === 'clientSecret' ? 'new-password' : 'off'}
        spellcheck="false"
        .value=${value}
        aria-invalid=${code ? 'true' : 'false'}
        aria-describedby="${words.help ? `${name}-help` : ''} ${code ? `${name}-problem` : ''}"
      />
      ${text ? html`<p class="problem" id="${name}-problem">${icon('warning')} ${text}</p>` : nothing}
      ${words.help ? html`<p class="help" id="${name}-help">${words.help}</p>` : nothing}
    </div>`
  }

  private read(): CreateStaffProviderBody {
    const text = (name: Field) => this.byId<HTMLInputElement>(name)?.value.trim() ?? ''
    return {
      name: text('name'),
      isOn: this.byId<HTMLInputElement>('isOn')?.checked ?? true,
      issuer: text('issuer'),
      clientId: text('clientId'),
      clientSecret: text('clientSecret') || null,
      emailDomains: text('emailDomains')
        .split(/[\s,;]+/)
        .map((domain) => domain.replace(/^@/, ''))
        .filter(Boolean),
    }
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const { client } = this.staff
    const { provider } = this
    const { clientSecret, issuer, ...body } = this.read()
    this.isBusy = true
    this.error = null
    try {
      this.provider = provider
        ? await saveStaffProvider(client, provider.id, {
            version: provider.version,
            ...body,
            // Asked anew only when it is another.
            ...(issuer !== provider.issuer && { issuer }),
            ...(clientSecret !== null && { clientSecret }),
          })
        : await addStaffProvider(client, { ...body, issuer, clientSecret })
      this.wasSaved = true
      this.staff.announce(this.texts.singleSignOn.saved)
      this.emit('cp-saved', this.provider)
    } catch (error) {
      this.error = toApiError(error)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }
    this.isBusy = false
  }

  private async drop(provider: StaffProvider): Promise<void> {
    const { deleteTitle, deleteYes, deleteNo, team } = this.texts.singleSignOn
    const question = { title: deleteTitle(provider.name), text: team.deleteText, yes: deleteYes, no: deleteNo }
    if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    try {
      await removeStaffProvider(this.staff.client, provider.id)
      this.emit('cp-removed')
    } catch (error) {
      this.error = toApiError(error)
    }
  }
}

define('cp-staff-team-provider', TeamProvider)
