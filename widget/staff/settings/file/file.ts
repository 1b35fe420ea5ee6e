import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { exportSettings } from '../../api/settings-file.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import '../single-sign-on/copy-value.ts'

const fileName = 'settings.json'

/**
 * Settings as a file: exported here; compared and imported by the command line.
 *
 * @element cp-staff-settings-file
 */
export class StaffSettingsFile extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    settingsStyles,
    css`
      .column {
        display: grid;
        gap: 20px;
        max-inline-size: 960px;
        padding: 20px;
      }
      .controls {
        gap: 16px;
      }
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
        gap: 16px 32px;
      }
      .lists h3 {
        margin-block-end: 6px;
        font-size: 14px;
      }
      .lists li {
        display: flex;
        gap: 8px;
        padding-block: 3px;
      }
      .lists svg {
        flex: none;
        margin-block-start: 2px;
        color: var(--cp-muted);
      }
      .act {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      .act [role='status'] {
        display: flex;
        align-items: center;
        gap: 4px;
        color: var(--cp-success);
      }
      @container staff-settings (inline-size < 760px) {
        .column {
          padding: 12px;
        }
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    state: { state: true },
    error: { state: true },
  }

  /** Kept in the links to the other settings pages. */
  declare portalId: string | null
  declare private state: 'ready' | 'busy' | 'done'
  declare private error: StaffApiError | null

  constructor() {
    super()
    this.portalId = null
    this.state = 'ready'
    this.error = null
  }

  override render(): TemplateResult {
    const { settingsFile: words } = this.texts
    return html`<header><h1>${words.title}</h1></header>
      <div class="column">
        <p class="muted">${words.lead}</p>
        <section aria-labelledby="export">
          <div class="section-head"><h2 id="export">${words.exportTitle}</h2></div>
          <div class="controls">
            <div class="lists">
              ${this.renderList(words.isIn, words.isInList, true)} ${this.renderList(words.isNotIn, words.isNotInList, false)}
            </div>
            ${this.renderLeftOut()}
            <div class="act">
              <button
                class="button primary"
                type="button"
                aria-disabled=${this.state === 'busy' ? 'true' : 'false'}
                @click=${() => void this.download()}
              >
                ${icon('down')} ${this.state === 'busy' ? words.exporting : words.export}
              </button>
              <p role="status">${this.state === 'done' ? html`${icon('check')} ${words.exported}` : nothing}</p>
            </div>
            ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
          </div>
        </section>
        <section aria-labelledby="use">
          <div class="section-head"><h2 id="use">${words.useTitle}</h2></div>
          <div class="controls">
            <p>${words.useText}</p>
            ${this.renderCommand(words.diff, `customer-portal settings diff ${fileName}`)}
            ${this.renderCommand(words.import, `customer-portal settings import ${fileName}`)}
            ${this.renderCommand(words.prune, `customer-portal settings import ${fileName} --prune`)}
            <p class="help">${words.history}</p>
          </div>
        </section>
      </div>`
  }

  private renderList(title: string, lines: readonly string[], isIn: boolean): TemplateResult {
    return html`<div>
      <h3>${title}</h3>
      <ul>
        ${lines.map((line) => html`<li>${icon(isIn ? 'check' : 'close')}<span>${line}</span></li>`)}
      </ul>
    </div>`
  }

  private renderLeftOut(): TemplateResult | typeof nothing {
    const { settingsFile: words } = this.texts
    const { permissions } = this.staff.me
    const missing = [
      ...(permissions.includes('account.admin') ? [] : [words.leftOutAccount]),
      ...(permissions.includes('contacts.edit') ? [] : [words.leftOutLists]),
    ]
    return missing.length > 0 ? html`<p class="help">${words.leftOut(missing.join(words.and))}</p>` : nothing
  }

  private renderCommand(label: string, command: string): TemplateResult {
    return html`<cp-staff-copy .label=${label} .value=${command} .words=${this.texts.settingsFile.copy}></cp-staff-copy>`
  }

  private async download(): Promise<void> {
    if (this.state === 'busy') return
    this.state = 'busy'
    this.error = null
    try {
      // As the command line writes it: two exports differ where a setting does.
      const text = `${JSON.stringify(await exportSettings(this.staff.client), null, 2)}\n`
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
      link.download = `${this.texts.settingsFile.fileName}-${new Date().toISOString().slice(0, 10)}.json`
      link.click()
      // The browser has begun to read by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
      this.state = 'done'
    } catch (error) {
      this.error = toApiError(error)
      this.state = 'ready'
    }
  }
}

define('cp-staff-settings-file', StaffSettingsFile)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-settings-file': StaffSettingsFile
  }
}
