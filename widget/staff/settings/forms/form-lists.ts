import { html, nothing, type TemplateResult } from 'lit'
import type { StaffForm } from '../../../../shared/forms.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import type { Inbox } from '../../../../shared/threads.ts'
import { icon } from '../../base/icons.ts'
import { emptyState } from '../../base/states.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { renderFormRow, type RowActs } from './form-rows.ts'

/** What the lists show and do. */
export interface FormListsFrame {
  portal: PortalSettings
  forms: readonly StaffForm[]
  inboxes: readonly Inbox[]
  problem: { at: string; text: string } | null
  /** What was deleted last. */
  removed: StaffForm | null
  isChanged: (form: StaffForm) => boolean
  acts: (form: StaffForm) => RowActs
  connect: () => void
  create: () => void
  restore: () => void
}

/** The forms of a portal, its default one first, and all of the account. */
export function renderFormLists(texts: StaffTexts, frame: FormListsFrame): TemplateResult {
  const { forms: words } = texts
  const { portal, forms, inboxes, problem, removed } = frame
  const isDefault = ({ usedBy }: StaffForm) => usedBy.some((use) => use.portalId === portal.id && use.isDefault)
  const here = forms
    .filter(({ usedBy }) => usedBy.some(({ portalId }) => portalId === portal.id))
    .toSorted((a, b) => Number(isDefault(b)) - Number(isDefault(a)))
  const row = (form: StaffForm, place: 'here' | 'all') =>
    renderFormRow(texts, {
      form,
      place,
      isDefault: isDefault(form),
      isChanged: frame.isChanged(form),
      inbox: inboxes.find(({ id }) => id === form.inboxId)?.name ?? null,
      problem: problem?.at === `${place}-${form.id}` ? problem.text : null,
      acts: frame.acts(form),
    })
  return html`<p class="muted">${words.lead}</p>
    <section aria-labelledby="here">
      <div class="section-head">
        <h2 id="here">${words.here(portal.title)}</h2>
        <button id="connect" class="button primary" type="button" @click=${frame.connect}>${words.connect}</button>
        <p class="help">${words.hereHelp}</p>
      </div>
      ${
        here.length === 0
          ? html`<p class="empty">${words.hereNone}</p>`
          : html`<ul class="rows">
              ${here.map((form) => row(form, 'here'))}
            </ul>`
      }
    </section>
    ${
      removed
        ? html`<div class="undo" role="status">
            ${words.removed(removed.name)}
            <button id="undo" class="button" type="button" @click=${frame.restore}>${words.undo}</button>
          </div>`
        : nothing
    }
    <section aria-labelledby="all">
      <div class="section-head">
        <h2 id="all">${words.all}</h2>
        <button id="add" class="button" type="button" @click=${frame.create}>${icon('plus')} ${words.add}</button>
      </div>
      ${
        forms.length === 0
          ? emptyState('info', words.noneTitle, words.noneText)
          : html`<ul class="rows">
              ${forms.map((form) => row(form, 'all'))}
            </ul>`
      }
      ${problem?.at === 'all' ? html`<p class="problem empty" role="alert">${icon('warning')} ${problem.text}</p>` : nothing}
    </section>`
}
