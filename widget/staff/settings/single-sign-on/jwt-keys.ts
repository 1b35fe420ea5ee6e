import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { JwtKey } from '../../../../shared/single-sign-on.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { addKey, listKeys, removeKey } from '../../api/single-sign-on.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { errorState } from '../../base/states.ts'
import './copy-value.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'

const publicKeyStart = '-----BEGIN PUBLIC KEY-----'
/** In the header of a token (RFC 7515). */
const kidName = 'kid'

type Adding = 'public' | 'secret' | null

/**
 * The keys with which a site signs. What is done here is done at once.
 *
 * @element cp-staff-jwt-keys
 */
export class JwtKeys extends StaffElement {
  static override styles = [controlStyles, stateStyles, singleSignOnStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    providerId: { attribute: 'provider-id' },
    publishes: { attribute: false },
    adding: { state: true },
    error: { state: true },
    secret: { state: true },
    isBusy: { state: true },
  }

  declare portalId: string
  declare providerId: string
  /** The site publishes keys at an address. */
  declare publishes: boolean
  declare private adding: Adding
  declare private error: StaffApiError | null
  /** Told this once. */
  declare private secret: string | null
  declare private isBusy: boolean
  private readonly keys = new LoadController<JwtKey[]>(this)

  constructor() {
    super()
    this.publishes = false
    this.adding = null
    this.error = null
    this.secret = null
    this.isBusy = false
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('providerId')) void this.load()
  }

  private load(): Promise<void> {
    return this.keys.run((signal) => listKeys(this.staff.client, this.portalId, this.providerId, signal))
  }

  override render() {
    const { jwt } = this.texts.singleSignOn
    return html`<div class="tool">
      <h3>${jwt.keys}</h3>
      <p class="help">${jwt.keysHelp}</p>
      ${this.keys.render<TemplateResult>(
        {
          pending: () => html`<span class="bone middle" role="status"></span>`,
          error: (error) => errorState(this.texts, jwt.keys, error, () => void this.load()),
          empty: () => (this.publishes ? html`` : html`<p class="none">${jwt.noKeys}</p>`),
          data: (keys) =>
            html`<ul class="rows">
              ${keys.map((key) => this.renderKey(key))}
            </ul>`,
        },
        (keys) => keys.length === 0,
      )}
      ${this.secret !== null ? this.renderSecret(this.secret) : this.adding ? this.renderForm(this.adding) : this.renderButtons()}
      <cp-staff-confirm></cp-staff-confirm>
    </div>`
  }

  private renderKey(key: JwtKey) {
    const { jwt } = this.texts.singleSignOn
    const added = new Date(key.createdAt).toLocaleDateString(this.staff.language, { dateStyle: 'medium' })
    return html`<li>
      <div class="grow">
        <b>${key.name}</b> <span class="muted">${key.algorithm} · ${jwt.added} ${added}</span>
        <div class="muted">${kidName} <code>${key.kid}</code></div>
      </div>
      <button class="button quiet icon" type="button" aria-label=${jwt.removeKey(key.name)} @click=${() => void this.drop(key)}>
        ${icon('close')}
      </button>
    </li>`
  }

  private renderButtons() {
    const { jwt } = this.texts.singleSignOn
    return html`<div class="actions">
      <button class="button" type="button" id="add-public" @click=${() => this.open('public')}>${icon('plus')} ${jwt.addPublic}</button>
      <button class="button" type="button" id="add-secret" @click=${() => this.open('secret')}>${icon('plus')} ${jwt.addSecret}</button>
    </div>`
  }

  private renderForm(adding: 'public' | 'secret') {
    const words = this.texts.singleSignOn
    const { jwt } = words
    const fields = this.error?.fields ?? {}
    const { name: badName, publicKey: badKey } = fields
    return html`<form class="box" novalidate @submit=${this.onAdd}>
      <div class="field">
        <label class="label" for="key-name">${jwt.keyName}</label>
        <input
          id="key-name"
          class="input short"
          name="name"
          autocomplete="off"
          .value=${String(new Date().getFullYear())}
          aria-invalid=${badName ? 'true' : 'false'}
        />
        ${badName ? html`<p class="problem">${icon('warning')} ${this.texts.fields[badName]}</p>` : nothing}
      </div>
      ${
        adding === 'public'
          ? html`<div class="field">
              <label class="label" for="public-key">${jwt.publicKey}</label>
              <textarea
                id="public-key"
                class="input mono"
                name="publicKey"
                rows="6"
                spellcheck="false"
                placeholder=${publicKeyStart}
                aria-describedby="public-key-help"
                aria-invalid=${badKey ? 'true' : 'false'}
              ></textarea>
              ${badKey ? html`<p class="problem">${icon('warning')} ${badKey === 'required' ? this.texts.fields.required : jwt.badKey}</p>` : nothing}
              <p class="help" id="public-key-help">${jwt.publicKeyHelp}</p>
            </div>`
          : html`<p class="help">${jwt.addSecretHelp}</p>`
      }
      ${this.error && !badName && !badKey ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
      <div class="actions">
        <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>${jwt.addKey}</button>
        <button class="button" type="button" @click=${() => this.open(null)}>${words.cancel}</button>
      </div>
    </form>`
  }

  private renderSecret(secret: string) {
    const words = this.texts.singleSignOn
    return html`<div class="box" role="alert">
      <p><b>${words.jwt.secretOnce}</b></p>
      <cp-staff-copy label=${words.jwt.secretTitle} .value=${secret} .words=${words}></cp-staff-copy>
      <button class="button add" type="button" @click=${() => (this.secret = null)}>${words.jwt.secretDone}</button>
    </div>`
  }

  private open(adding: Adding): void {
    const before = this.adding
    this.adding = adding
    this.error = null
    void this.updateComplete.then(() => this.byId(adding ? 'key-name' : before === 'secret' ? 'add-secret' : 'add-public')?.focus())
  }

  private async onAdd(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const name = this.byId<HTMLInputElement>('key-name')?.value ?? ''
    const publicKey = this.adding === 'public' ? { publicKey: this.byId<HTMLTextAreaElement>('public-key')?.value ?? '' } : {}
    this.isBusy = true
    this.error = null
    try {
      const { key, secret } = await addKey(this.staff.client, this.portalId, this.providerId, {
        name,
        ...publicKey,
      })
      this.keys.replace([...(this.keys.data ?? []), key])
      this.adding = null
      this.secret = secret
      this.staff.announce(this.texts.singleSignOn.saved)
    } catch (error) {
      this.error = toApiError(error)
    }
    this.isBusy = false
  }

  private async drop(key: JwtKey): Promise<void> {
    const words = this.texts.singleSignOn
    const question = { title: words.jwt.removeKeyTitle(key.name), text: words.jwt.removeKeyText, yes: words.deleteYes, no: words.deleteNo }
    if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    try {
      await removeKey(this.staff.client, this.portalId, this.providerId, key.id)
      this.keys.replace((this.keys.data ?? []).filter(({ id }) => id !== key.id))
      this.byId('add-public')?.focus()
    } catch (error) {
      this.staff.announce(errorText(this.texts, toApiError(error)))
      void this.load()
    }
  }
}

define('cp-staff-jwt-keys', JwtKeys)
