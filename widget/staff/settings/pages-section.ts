import { html, nothing, type TemplateResult } from 'lit'
import { choiceField, problemLine, type SettingsForm, switchField } from './form.ts'
import { renderShown } from './shown-field.ts'

/** What customers read and may do in the list and on the page of a ticket. */
export function renderPages(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  return html`
    ${choiceField(form, 'statusDisplay', settings.statusDisplay, [
      { value: 'open_closed', label: settings.openClosed, help: settings.openClosedHelp },
      { value: 'stages', label: settings.stages, help: settings.stagesHelp },
    ])}
    ${renderShown(form)} ${switchField(form, 'hasEarlierThreads', { label: settings.earlierThreads, help: settings.earlierThreadsHelp })}
    ${choiceField(form, 'closedPolicy', settings.closedPolicy, [
      { value: 'refuse', label: settings.refuse, help: settings.refuseHelp },
      { value: 'reopen', label: settings.reopen, help: settings.reopenHelp },
      {
        value: 'reopen_within',
        label: settings.reopenWithin,
        help: settings.reopenWithinHelp,
        below: form.draft.closedPolicy === 'reopen_within' ? renderDays(form) : nothing,
      },
    ])}
    ${switchField(form, 'canContactsClose', { label: settings.contactsClose, help: settings.contactsCloseHelp })}
    ${switchField(form, 'canInvolveColleagues', { label: settings.colleagues, help: settings.colleaguesHelp })}
  `
}

function renderDays(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const isBad = Boolean(form.problems['reopenDays'])
  return html`<div class="sub field">
    <label for="reopenDays">${settings.reopenDays}</label>
    <input
      id="reopenDays"
      class="input days"
      type="number"
      min="1"
      max="3650"
      .value=${form.draft.reopenDays}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby=${isBad ? 'reopenDays-problem' : nothing}
      @input=${(event: Event) => form.set('reopenDays', (event.target as HTMLInputElement).value)}
      @blur=${() => form.check('reopenDays')}
    />
    ${problemLine(form, 'reopenDays')}
  </div>`
}
