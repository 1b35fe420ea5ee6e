import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { themeLimits } from '../../../../shared/theme.ts'
import { define } from '../../../base/define.ts'
import { uploadImage } from '../../api/brand.ts'
import { StaffApiError, toApiError } from '../../api/client.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'

const accepted = 'image/png,image/jpeg,image/webp,image/gif,image/x-icon,.ico'

/**
 * An image by upload, by drop or by address, with what it looks like.
 *
 * @element cp-staff-image-field
 * @fires cp-staff-image - `detail` is the new address, or null for none.
 */
export class StaffImageField extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      .drop {
        display: grid;
        grid-template-columns: 108px minmax(0, 1fr);
        align-items: center;
        gap: 8px 14px;
        padding: 10px;
        border: 1px dashed var(--staff-border-strong);
        border-radius: 9px;
      }
      .drop.over {
        border-style: solid;
        border-color: var(--cp-accent);
        background: var(--staff-accent-soft);
      }
      .image {
        display: grid;
        grid-template-columns: 1fr 1fr;
        block-size: 64px;
        border: 1px solid var(--cp-border);
        border-radius: 7px;
        overflow: hidden;
        text-align: center;
      }
      .image:not(.none) > span {
        display: grid;
        place-items: center;
        min-inline-size: 0;
        padding: 6px;
        background: #fff;
      }
      .image:not(.none) > span + span {
        background: #16181d;
      }
      .image img {
        max-inline-size: 100%;
        max-block-size: 100%;
        object-fit: contain;
      }
      .image.none {
        grid-template-columns: 1fr;
        place-items: center;
        background: var(--staff-sunken);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
      }
      .words {
        display: grid;
        gap: 6px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .field {
        gap: 6px;
      }
      summary {
        inline-size: fit-content;
        padding-block: 4px;
        color: var(--cp-muted);
        font-size: 13px;
        cursor: pointer;
      }
      .busy {
        display: flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    label: {},
    help: {},
    value: { attribute: false },
    inherited: { attribute: false },
    origin: {},
    problem: { attribute: false },
    isOver: { state: true },
    isUploading: { state: true },
    error: { state: true },
  }

  declare label: string
  declare help: string
  declare value: string | null
  /** What holds without one. */
  declare inherited: string | null
  /** Where that comes from, in words; empty: from nowhere. */
  declare origin: string
  /** What the page found wrong with the address. */
  declare problem: string | null
  declare private isOver: boolean
  declare private isUploading: boolean
  declare private error: StaffApiError | null

  constructor() {
    super()
    this.value = null
    this.inherited = null
    this.problem = null
    this.isOver = false
    this.isUploading = false
    this.error = null
  }

  override render() {
    const { look } = this.texts
    const shown = this.value ?? this.inherited
    const problem = this.error ? errorText(this.texts, this.error) : this.problem
    const address = this.value?.startsWith('/') ? '' : (this.value ?? '')
    return html`<div class="field" role="group" aria-labelledby="label" aria-describedby="help">
      <span class="label" id="label">${this.label}</span>
      <div
        class="drop ${this.isOver ? 'over' : ''}"
        @dragover=${this.onOver}
        @dragleave=${() => (this.isOver = false)}
        @drop=${this.onDrop}
      >
        ${renderImage(shown, look.noImage)}
        <div class="words">
          <div class="acts">
            ${
              this.isUploading
                ? html`<span class="busy" role="status">${look.uploading}</span>`
                : html`<button class="button" type="button" id="upload" @click=${() => this.byId<HTMLInputElement>('file')?.click()}>
                      ${this.value ? look.replace : look.upload}
                    </button>
                    ${
                      this.value
                        ? html`<button
                            class="button quiet"
                            type="button"
                            id="remove"
                            aria-label=${look.removeLabel(this.label)}
                            @click=${() => this.choose(null)}
                          >
                            ${look.remove}
                          </button>`
                        : html`<span class="muted">${this.isOver ? look.dropNow : look.dropHere}</span>`
                    }`
            }
            <input id="file" type="file" accept=${accepted} hidden aria-label=${this.label} @change=${this.onFile} />
          </div>
          ${this.value === null && this.origin ? html`<p class="help">${this.origin}</p>` : nothing}
          ${this.value !== null && !this.value.startsWith('/') && URL.canParse(this.value) ? html`<p class="help">${look.standsAt(new URL(this.value).host)}</p>` : nothing}
        </div>
      </div>
      ${problem ? html`<p class="problem" id="problem" role="alert">${icon('warning')} ${problem}</p>` : nothing}
      <p class="help" id="help">${this.help} ${look.imageRules}</p>
      <details ?open=${address !== ''}>
        <summary>${look.address}</summary>
        <input
          id="address"
          class="input"
          type="url"
          autocomplete="off"
          placeholder=${look.addressStart}
          aria-label="${this.label}: ${look.address}"
          aria-invalid=${this.problem ? 'true' : 'false'}
          .value=${address}
          @change=${(event: Event) => this.choose((event.target as HTMLInputElement).value.trim() || null)}
        />
      </details>
    </div>`
  }

  private readonly onOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.isOver = true
  }

  private readonly onDrop = (event: DragEvent) => {
    event.preventDefault()
    this.isOver = false
    const file = event.dataTransfer?.files[0]
    if (file) void this.upload(file)
  }

  private readonly onFile = (event: Event) => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    // The same file may be chosen again after a mistake.
    input.value = ''
    if (file) void this.upload(file)
  }

  private choose(url: string | null): void {
    this.error = null
    this.emit('cp-staff-image', url)
  }

  private async upload(file: File): Promise<void> {
    if (this.isUploading) return
    this.error = file.size > themeLimits.imageMaxBytes ? new StaffApiError('image_too_large') : null
    if (this.error) return
    this.isUploading = true
    try {
      const { url } = await uploadImage(this.staff.client, file)
      this.choose(url)
      this.staff.announce(this.texts.look.uploaded(this.label))
    } catch (thrown) {
      this.error = toApiError(thrown)
    }
    this.isUploading = false
  }
}

/** On white and on black; images of other servers are not fetched by this page. */
function renderImage(url: string | null, none: string) {
  if (!url?.startsWith('/')) return html`<div class="image none">${url ? icon('external') : html`<span class="help">${none}</span>`}</div>`
  return html`<div class="image">
    <span><img src=${url} alt="" /></span><span><img src=${url} alt="" /></span>
  </div>`
}

define('cp-staff-image-field', StaffImageField)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-image-field': StaffImageField
  }
}
