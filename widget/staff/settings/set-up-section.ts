import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../base/icons.ts'
import { settingsHref } from '../base/routes.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { SettingsForm } from './form.ts'
import { renderSwitch } from './switch-field.ts'
import { filled } from './settings-values.ts'

/** One line of the checklist. */
interface Step {
  name: keyof StaffTexts['checklist']['steps']
  isMust: boolean
  isDone: boolean
  /** Where it is mended: a control of this page, or another page. */
  at: { control: string } | { href: string }
}

/** What a portal needs and what is there of it, with what was not saved yet counted in (D17). */
export function findSteps({ saved, draft, seen }: SettingsForm): Step[] {
  const hasLook = saved.theme.accent !== null || saved.theme.logoUrl !== null
  const hasPlace = filled(draft.allowedOrigins).length > 0 || saved.domain !== null
  const steps: (Step & { isNeeded?: boolean })[] = [
    { name: 'name', isMust: true, isDone: draft.title.trim() !== '', at: { control: 'title' } },
    { name: 'place', isMust: true, isDone: hasPlace, at: { control: 'allowedOrigins' } },
    { name: 'login', isMust: true, isDone: draft.signInMethods.length > 0 || saved.isSsoRequired, at: { control: 'signInMethods' } },
    { name: 'consent', isMust: true, isDone: draft.consentTexts !== null, isNeeded: draft.canRegister, at: { control: 'consentTexts' } },
    { name: 'inbox', isMust: true, isDone: draft.defaultInboxId !== '', at: { control: 'defaultInboxId' } },
    { name: 'form', isMust: false, isDone: saved.formId !== null, at: { href: settingsHref('forms', saved.id) } },
    { name: 'look', isMust: false, isDone: hasLook, at: { href: settingsHref('look', saved.id) } },
    { name: 'page', isMust: false, isDone: (seen ?? []).some(({ isAllowed }) => isAllowed), at: { control: 'snippet-copy' } },
  ]
  return steps.filter(({ isNeeded }) => isNeeded !== false)
}

/** The switch, and the checklist below it: open while the portal is off. */
export function renderSetUp(form: SettingsForm): TemplateResult {
  const { checklist } = form.texts
  const steps = findSteps(form)
  const done = steps.filter(({ isDone }) => isDone).length
  return html`${renderSwitch(form)}
    <details class="checklist" ?open=${!form.saved.isOn}>
      <summary>
        <b>${checklist.progress(done, steps.length)}</b>
        <progress max=${steps.length} value=${done} aria-label=${checklist.title}></progress>
      </summary>
      <ul>
        ${steps.map((step) => renderStep(form, step))}
      </ul>
    </details>`
}

function renderStep(form: SettingsForm, { name, isMust, isDone, at }: Step): TemplateResult {
  const { checklist } = form.texts
  const { label, why, fix } = checklist.steps[name]
  const words = isDone ? checklist.change : fix
  const look = isDone ? 'button quiet' : isMust ? 'button primary' : 'button'
  return html`<li class=${isDone ? 'done' : isMust ? 'missing-step' : ''} id="step-${name}">
    <span class="mark" role="img" aria-label=${isDone ? checklist.done : checklist.open}>${isDone ? icon('check') : nothing}</span>
    <div>
      <p>
        <b>${label}</b>
        ${isDone ? nothing : html`<span class="muted">${isMust ? checklist.must : checklist.suggestion}</span>`}
      </p>
      <p class="help">${why}</p>
      ${
        name === 'place' && !isDone
          ? html`<p class="help"><a href=${settingsHref('domains', form.saved.id)}>${checklist.orDomain}</a></p>`
          : nothing
      }
    </div>
    ${
      'href' in at
        ? html`<a class=${look} href=${at.href} aria-label="${words}: ${label}">${words}</a>`
        : html`<button class=${look} type="button" aria-label="${words}: ${label}" @click=${() => fixAt(form, name, at.control)}>
            ${words}
          </button>`
    }
  </li>`
}

function fixAt(form: SettingsForm, name: Step['name'], control: string): void {
  // The empty line to type into comes with the click.
  if (name === 'place' && form.draft.allowedOrigins.length === 0) {
    form.set('allowedOrigins', [''])
    form.goTo('allowedOrigins-0')
    return
  }
  form.goTo(name === 'place' ? 'allowedOrigins-0' : control)
}
