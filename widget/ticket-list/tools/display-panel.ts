import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { usualColumns } from '../../../shared/list-filter.ts'
import type { ListOptions } from '../../../shared/tickets.ts'
import { patchMe } from '../../api/session.ts'
import { exportTickets } from '../../api/tickets.ts'
import type { AllListTexts } from '../../locales/en/list-tools.ts'
import { downloadIcon } from '../../ui/icons.ts'
import { columnLabel } from '../ticket-table.ts'
import type { PropertyWords } from './list-properties.ts'
import type { ToolsFrame } from './list-tools.ts'

interface DisplayFrame extends Omit<ToolsFrame, 'texts'> {
  texts: AllListTexts
  shown: ListOptions['properties']
  words: PropertyWords
}

type ExportState = 'idle' | 'busy' | 'done' | 'failed'

/** Columns of the list, kept with the contact, and the list as a file. */
export class DisplayPanel {
  private readonly host: ReactiveControllerHost
  private hasFailed = false
  private exporting: ExportState = 'idle'

  constructor(host: ReactiveControllerHost) {
    this.host = host
  }

  render(frame: DisplayFrame): TemplateResult {
    const { texts, me, shown, words } = frame
    const columns: string[] = [...usualColumns, ...shown.map(({ name }) => name)]
    // A list without subject could not be opened; who opened a ticket is only shown among those of many.
    const offered = columns.filter((column) => column !== 'subject' && (column !== 'requester' || me.seesCompany))
    const chosen: readonly string[] = me.columns ?? usualColumns
    const isOn = (column: string) => chosen.includes(column)
    const name = (column: string) => columnLabel(column, texts) ?? words.label(column) ?? column
    const tick = (column: string, isTicked: boolean) =>
      void this.keep(
        frame,
        columns.filter((each) => (each === column ? isTicked : each === 'subject' || isOn(each))),
      )
    return html`<fieldset class="checks">
        <legend class="panel-title" id="panel-title">${texts.columns}</legend>
        ${offered.map(
          (column) =>
            html`<label class="check">
              <input
                type="checkbox"
                name=${column}
                .checked=${isOn(column)}
                @change=${(event: Event) => tick(column, (event.target as HTMLInputElement).checked)}
              /><bdi>${name(column)}</bdi>
            </label>`,
        )}
      </fieldset>
      ${me.columns ? html`<button class="link small" type="button" @click=${() => this.keep(frame, null)}>${texts.resetColumns}</button>` : nothing}
      ${this.hasFailed ? html`<p class="field-error" role="alert">${texts.columnsFailed}</p>` : nothing}
      <div class="panel-end">
        <button
          class="button"
          type="button"
          aria-disabled=${this.exporting === 'busy' ? 'true' : 'false'}
          @click=${() => this.download(frame)}
        >
          ${downloadIcon}${texts.export}
        </button>
        ${this.renderExportState(texts)}
      </div>`
  }

  private renderExportState(texts: AllListTexts): TemplateResult {
    if (this.exporting === 'failed') return html`<p class="field-error" role="alert">${texts.exportFailed}</p>`
    const words = { idle: nothing, busy: texts.exporting, done: texts.exported }[this.exporting]
    return html`<p class="muted small" role="status">${words}</p>`
  }

  /** The list shows it at once; what the server refuses is taken back. */
  private async keep({ me, session }: DisplayFrame, columns: string[] | null): Promise<void> {
    this.hasFailed = false
    try {
      await session.setMe({ ...me, columns })
      await session.setMe(await patchMe(session, { columns }))
    } catch {
      this.hasFailed = true
      if (session.me) await session.setMe({ ...session.me, columns: me.columns })
    }
    this.host.requestUpdate()
  }

  private async download({ session, query, texts }: DisplayFrame): Promise<void> {
    if (this.exporting === 'busy') return
    this.turn('busy')
    try {
      const file = await exportTickets(session, query)
      save(file, `${texts.exportName}-${new Date().toISOString().slice(0, 10)}.csv`)
      this.turn('done')
    } catch {
      this.turn('failed')
    }
  }

  private turn(state: ExportState): void {
    this.exporting = state
    this.host.requestUpdate()
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
