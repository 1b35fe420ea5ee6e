import { css, html, type TemplateResult } from 'lit'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'

/**
 * The keys of the inbox.
 *
 * @element cp-staff-shortcuts
 */
export class StaffShortcuts extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      dl {
        display: grid;
        gap: 8px;
      }
      dl div {
        display: flex;
        flex-direction: row-reverse;
        justify-content: space-between;
        gap: 16px;
      }
      dt {
        white-space: nowrap;
      }
    `,
  ]

  override render() {
    const { shortcuts, app } = this.texts
    const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)
    return html`<dialog aria-labelledby="title">
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id="title">${shortcuts.title}</h2>
          <button
            class="button quiet icon"
            type="button"
            aria-label=${app.close}
            @click=${() => this.renderRoot.querySelector('dialog')?.close()}
          >
            ${icon('close')}
          </button>
        </div>
        <dl>
          ${row(['j'], shortcuts.next)}${row(['k'], shortcuts.previous)}${row(['r'], shortcuts.reply)}${row(['n'], shortcuts.note)}${row(['e'], shortcuts.close)}
          ${row(['/'], shortcuts.search)}${row([isMac ? shortcuts.command : shortcuts.control, shortcuts.enter], shortcuts.send)}
          ${row([shortcuts.escape], shortcuts.leave)}${row(['?'], shortcuts.help)}
        </dl>
        <p class="help">${shortcuts.hint}</p>
      </div>
    </dialog>`
  }

  /** Opens the list. */
  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
  }
}

function row(keys: string[], what: string): TemplateResult {
  return html`<div>
    <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${what}</dd>
  </div>`
}

define('cp-staff-shortcuts', StaffShortcuts)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-shortcuts': StaffShortcuts
  }
}
