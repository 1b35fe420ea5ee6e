import { html, nothing, type PropertyDeclarations } from 'lit'
import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { addProvider, removeProvider, saveProvider } from '../../api/single-sign-on.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { renderJwt, renderJwtTools } from './jwt-fields.ts'
import { renderOidc } from './oidc-fields.ts'
import { bodyOf, changesOf, draftOf, isChanged, makeProviderId, type ProviderDraft } from './provider-draft.ts'
import { idOf, type ProviderForm, switchLine, textLine } from './provider-form.ts'
import { renderSaml } from './saml-fields.ts'
import type { Language } from './samples.ts'
import './sign-in-check.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'
import { editorStyles } from './provider-editor.styles.ts'

const kindFields = { jwt: renderJwt, oidc: renderOidc, saml: renderSaml }

/**
 * The settings of one provider, new or not.
 *
 * @element cp-staff-provider
 * @fires cp-saved - `detail` is the provider as it is now.
 * @fires cp-removed - It is gone.
 * @fires cp-closed - Somebody has seen enough of it.
 * @fires cp-staff-unsaved - `detail` is true while leaving would lose something.
 */
export class ProviderEditor extends StaffElement {
  static override styles = [controlStyles, switchStyles, stateStyles, singleSignOnStyles, editorStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    kind: {},
    provider: { attribute: false },
    draft: { state: true },
    error: { state: true },
    isBusy: { state: true },
    wasSaved: { state: true },
    language: { state: true },
  }

  declare portalId: string
  declare kind: IdentityProvider['kind']
  /** Null: a new one. */
  declare provider: IdentityProvider | null
  declare private draft: ProviderDraft
  declare private error: StaffApiError | null
  declare private isBusy: boolean
  declare private wasSaved: boolean
  declare private language: Language
  private readonly newId = makeProviderId()
  private wasUnsaved = false

  constructor() {
    super()
    this.provider = null
    this.error = null
    this.isBusy = false
    this.wasSaved = false
    this.language = 'Node'
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.hasUpdated || changed.has('provider')) this.draft = draftOf(this.kind, this.provider)
  }

  protected override updated(): void {
    if (this.isUnsaved !== this.wasUnsaved) this.emit('cp-staff-unsaved', this.isUnsaved)
    this.wasUnsaved = this.isUnsaved
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.wasUnsaved = false
  }

  /** Whether leaving would lose something. */
  get isUnsaved(): boolean {
    return isChanged(this.draft, this.provider)
  }

  /** Of a new one the server says what is missing. */
  private get isHeld(): boolean {
    return this.isBusy || (this.provider !== null && !this.isUnsaved)
  }

  override render() {
    const words = this.texts.singleSignOn
    const form = this.form
    const { provider } = this
    return html`<form novalidate @submit=${this.onSubmit}>
        ${textLine(form, 'name', { label: words.name, help: words.nameHelp }, { isShort: true })}
        ${switchLine(form, 'isOn', { label: words.isOn, ...(provider && { help: words.isOnHelp }) })}
        ${kindFields[this.kind](form, this.newId)}
        ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
        <div class="actions end">
          <button class="button primary" type="submit" aria-disabled=${this.isHeld ? 'true' : 'false'}>
            ${this.isBusy ? words.saving : provider ? words.save : words.create}
          </button>
          ${
            provider && !this.isUnsaved
              ? html`<button class="button" type="button" @click=${() => this.emit('cp-closed')}>${words.close}</button>`
              : html`<button class="button" type="button" @click=${this.onDiscard}>${provider ? words.discard : words.cancel}</button>`
          }
          <span class="good" role="status">${this.wasSaved && !this.isUnsaved ? html`${icon('check')} ${words.saved}` : nothing}</span>
        </div>
      </form>
      ${this.kind === 'jwt' ? renderJwtTools(form, this.language, (language) => (this.language = language)) : nothing}
      ${
        provider && this.kind !== 'jwt'
          ? html`<cp-staff-sign-in-check
              .staff=${this.staff}
              portal-id=${this.portalId}
              .provider=${provider}
              .isHeld=${this.isUnsaved}
            ></cp-staff-sign-in-check>`
          : nothing
      }
      ${
        provider
          ? html`<button class="button quiet remove" type="button" @click=${() => void this.drop(provider)}>${words.delete}</button>`
          : nothing
      }
      <cp-staff-confirm></cp-staff-confirm>`
  }

  private get form(): ProviderForm {
    return {
      texts: this.texts,
      staff: this.staff,
      portalId: this.portalId,
      draft: this.draft,
      saved: this.provider,
      problems: this.error?.fields ?? {},
      set: (changes) => {
        this.draft = { ...this.draft, ...changes }
        this.wasSaved = false
      },
    }
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isHeld) return
    const { client } = this.staff
    const { provider, portalId, draft } = this
    this.isBusy = true
    this.error = null
    try {
      this.provider = provider
        ? await saveProvider(client, portalId, provider.id, changesOf(draft, provider))
        : await addProvider(client, portalId, { kind: this.kind, id: this.newId, ...bodyOf(draft) })
      this.wasSaved = true
      this.staff.announce(this.texts.singleSignOn.saved)
      this.emit('cp-saved', this.provider)
    } catch (error) {
      this.error = toApiError(error)
      await this.updateComplete
      this.goToProblem()
    }
    this.isBusy = false
  }

  private goToProblem(): void {
    const [field] = Object.keys(this.error?.fields ?? {})
    if (field === undefined) return
    const control = this.byId(idOf(field)) ?? this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')
    control?.focus()
  }

  private onDiscard(): void {
    if (!this.provider) return void this.emit('cp-closed')
    this.draft = draftOf(this.kind, this.provider)
    this.error = null
  }

  private async drop(provider: IdentityProvider): Promise<void> {
    const { deleteTitle, deleteText, deleteYes, deleteNo } = this.texts.singleSignOn
    const dialog = this.renderRoot.querySelector('cp-staff-confirm')
    if (!(await dialog?.ask({ title: deleteTitle(provider.name), text: deleteText, yes: deleteYes, no: deleteNo }))) return
    try {
      await removeProvider(this.staff.client, this.portalId, provider.id)
      this.draft = draftOf(this.kind, provider)
      this.emit('cp-removed')
    } catch (error) {
      this.error = toApiError(error)
    }
  }
}

define('cp-staff-provider', ProviderEditor)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-provider': ProviderEditor
  }
}
