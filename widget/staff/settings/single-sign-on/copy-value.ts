import { css, html, LitElement, type PropertyDeclarations } from 'lit'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { icon } from '../../base/icons.ts'

const shownMs = 2000

/** The words of a copy button. */
export interface CopyWords {
  copy: string
  copied: string
  copyFailed: string
}

/**
 * A value that somebody needs elsewhere, with a button that copies it.
 *
 * @element cp-staff-copy
 */
export class CopyValue extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        align-items: stretch;
        gap: 6px;
      }
      code {
        flex: 1;
        min-inline-size: 0;
        max-block-size: 240px;
        padding: 6px 10px;
        overflow: auto;
        border-radius: 7px;
        background: var(--staff-sunken);
        font:
          13px/1.55 ui-monospace,
          'SF Mono',
          Menlo,
          Consolas,
          monospace;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        user-select: all;
      }
      .button {
        align-self: start;
      }
    `,
  ]
  static override properties: PropertyDeclarations = { label: {}, value: {}, words: { attribute: false }, state: { state: true } }

  declare label: string
  declare value: string
  declare words: CopyWords
  declare private state: 'ready' | 'copied' | 'failed'

  constructor() {
    super()
    this.label = ''
    this.value = ''
    this.state = 'ready'
  }

  override render() {
    const { copy, copied, copyFailed } = this.words
    return html`<p class="label" id="label">${this.label}</p>
      <div class="line">
        <code tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="label">${this.value}</code>
        <button class="button" type="button" id="button" aria-labelledby="button label" @click=${() => void this.copy()}>
          ${this.state === 'copied' ? html`${icon('check')} ${copied}` : html`${icon('copy')} ${copy}`}
        </button>
      </div>
      <p class=${this.state === 'failed' ? 'problem' : 'visually-hidden'} role="status">
        ${this.state === 'failed' ? copyFailed : this.state === 'copied' ? copied : ''}
      </p>`
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.value)
      this.state = 'copied'
      setTimeout(() => (this.state = 'ready'), shownMs)
    } catch {
      this.state = 'failed'
    }
  }
}

define('cp-staff-copy', CopyValue)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-copy': CopyValue
  }
}
