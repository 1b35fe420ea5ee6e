import { html, nothing, type PropertyDeclarations } from 'lit'
import type { SamlMetadata } from '../../../../shared/single-sign-on.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { readMetadata } from '../../api/single-sign-on.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'

const addressStart = 'https://'

/** What stood in a provider's metadata. */
export type MetadataRead = SamlMetadata

/**
 * Reads a SAML provider's metadata from an address or a file. Nothing is saved.
 *
 * @element cp-staff-metadata-import
 * @fires cp-metadata - `detail` is what stood there.
 */
export class MetadataImport extends StaffElement {
  static override styles = [controlStyles, singleSignOnStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    problem: { state: true },
    isDone: { state: true },
    isBusy: { state: true },
  }

  declare portalId: string
  declare private problem: string | null
  declare private isDone: boolean
  declare private isBusy: boolean

  constructor() {
    super()
    this.problem = null
    this.isDone = false
    this.isBusy = false
  }

  override render() {
    const { saml } = this.texts.singleSignOn
    return html`<div class="box" role="group" aria-labelledby="title">
      <h3 id="title">${saml.import}</h3>
      <p class="help">${saml.importHelp}</p>
      <label class="label" for="url">${saml.importUrl}</label>
      <div class="line">
        <input id="url" class="input" type="url" autocomplete="off" spellcheck="false" placeholder=${addressStart} @keydown=${this.onKey} />
        <button class="button" type="button" aria-disabled=${this.isBusy ? 'true' : 'false'} @click=${() => void this.readUrl()}>
          ${saml.importUrlRead}
        </button>
        <button class="button" type="button" @click=${() => this.byId<HTMLInputElement>('file')?.click()}>
          ${icon('file')} ${saml.importFile}
        </button>
        <input id="file" type="file" accept=".xml,text/xml,application/xml,application/samlmetadata+xml" hidden @change=${this.onFile} />
      </div>
      <p role="status" class=${this.problem ? 'problem' : 'good'}>
        ${this.problem ? html`${icon('warning')} ${this.problem}` : this.isDone ? html`${icon('check')} ${saml.importDone}` : nothing}
      </p>
    </div>`
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    // Else it would save the provider.
    event.preventDefault()
    void this.readUrl()
  }

  private readUrl(): Promise<void> {
    const url = this.byId<HTMLInputElement>('url')?.value.trim() ?? ''
    return this.read({ url })
  }

  private async onFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement
    const [file] = input.files ?? []
    input.value = ''
    if (file) await this.read({ xml: await file.text() })
  }

  private async read(from: { xml: string } | { url: string }): Promise<void> {
    if (this.isBusy) return
    const { saml } = this.texts.singleSignOn
    this.isBusy = true
    this.isDone = false
    this.problem = null
    try {
      this.emit('cp-metadata', await readMetadata(this.staff.client, this.portalId, from))
      this.isDone = true
    } catch (error) {
      const failed = toApiError(error)
      const isField = failed.code === 'invalid_request' || failed.code === 'body_too_large'
      this.problem = isField ? ('url' in from ? saml.badMetadataUrl : saml.badMetadata) : errorText(this.texts, failed)
    }
    this.isBusy = false
  }
}

define('cp-staff-metadata-import', MetadataImport)
