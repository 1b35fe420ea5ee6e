import { html, nothing, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { canBeShown } from '../../../shared/list-filter.ts'
import { icon } from '../base/icons.ts'
import { textIn } from '../base/text-in.ts'
import { problemLine, type SettingsForm } from './form.ts'

/** Which properties of a ticket customers see, in which order. */
export function renderShown(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const shown = form.draft.shownProperties
  const others = form.properties.filter(({ name, object }) => object === 'ticket' && canBeShown(name) && !shown.includes(name))
  const add = (event: Event) => {
    const select = event.target as HTMLSelectElement
    form.set('shownProperties', [...shown, select.value])
    select.value = ''
  }
  return html`<fieldset class="field" aria-describedby="shown-help">
    <legend class="label">${settings.shown}</legend>
    ${
      shown.length > 0
        ? html`<ol class="shown">
            ${shown.map((name, index) => renderOne(form, name, index))}
          </ol>`
        : html`<p class="none">${settings.shownNone}</p>`
    }
    <select
      id="shownProperties"
      class="input short"
      aria-label=${settings.shownAdd}
      ?disabled=${others.length === 0 || shown.length >= limits.shownPropertiesMax}
      .value=${''}
      @change=${add}
    >
      <option value="">${others.length === 0 ? settings.shownNoMore : settings.shownAdd}</option>
      ${others.map(({ name }) => html`<option value=${name}>${nameOf(form, name)}</option>`)}
    </select>
    ${problemLine(form, 'shownProperties')}
    <p class="help" id="shown-help">${settings.shownHelp}</p>
  </fieldset>`
}

function renderOne(form: SettingsForm, name: string, index: number): TemplateResult {
  const { settings } = form.texts
  const shown = form.draft.shownProperties
  const label = nameOf(form, name)
  const move = (by: number, id: string) => {
    form.set('shownProperties', shown.toSpliced(index, 1).toSpliced(index + by, 0, name))
    form.staff.announce(settings.movedTo(label, index + by + 1))
    form.goTo(id)
  }
  const isFirst = index === 0
  const isLast = index === shown.length - 1
  const called = form.draft.shownLabels[name] ?? {}
  const own = textIn(called, form.staff.language).trim()
  const { drag } = form
  return html`<li class=${drag.at === index ? 'dragged' : ''}>
    <div
      class="handle"
      title=${form.texts.ruleTools.drag(label)}
      @pointerdown=${(event: PointerEvent) => drag.start(event, index)}
      @pointermove=${(event: PointerEvent) => drag.follow(event)}
      @pointerup=${drag.end}
      @pointercancel=${drag.end}
    ></div>
    <span>${label} ${own ? html`<span class="help">${form.texts.ruleTools.calledAs(own)}</span>` : nothing}</span>
    <button
      id="up-${index}"
      class="button quiet icon"
      type="button"
      aria-label=${settings.moveUp(label)}
      aria-disabled=${isFirst ? 'true' : 'false'}
      @click=${() => (isFirst ? undefined : move(-1, `up-${index - 1}`))}
    >
      ${icon('up')}
    </button>
    <button
      id="down-${index}"
      class="button quiet icon"
      type="button"
      aria-label=${settings.moveDown(label)}
      aria-disabled=${isLast ? 'true' : 'false'}
      @click=${() => (isLast ? undefined : move(1, `down-${index + 1}`))}
    >
      ${icon('downArrow')}
    </button>
    <button
      class="button quiet icon"
      type="button"
      aria-label=${settings.shownRemove(label)}
      @click=${() => {
        form.set('shownProperties', shown.toSpliced(index, 1))
        form.goTo('shownProperties')
      }}
    >
      ${icon('close')}
    </button>
    ${renderCalled(form, name, called)}
    ${form.problems[`shownProperties.${index}`] ? problemLine(form, `shownProperties.${index}`) : nothing}
  </li>`
}

/** What customers of this portal read in the place of the property's label. */
function renderCalled(form: SettingsForm, name: string, called: Readonly<Record<string, string>>): TemplateResult {
  const { ruleTools } = form.texts
  const property = form.properties.find((one) => one.name === name)
  const id = name.replaceAll('.', '-')
  const change = (language: string, text: string) =>
    form.set('shownLabels', tidy({ ...form.draft.shownLabels, [name]: { ...called, [language]: text } }))
  return html`<details class="called">
    <summary id="call-${id}">${ruleTools.callIt}<span class="visually-hidden">: ${nameOf(form, name)}</span></summary>
    <div class="call-words">
      ${(['en', 'nb'] as const).map(
        (language) =>
          html`<div class="field">
            <label class="help" for="called-${language}-${id}">${language === 'en' ? ruleTools.callEn : ruleTools.callNb}</label>
            <input
              id="called-${language}-${id}"
              class="input"
              lang=${language}
              autocomplete="off"
              maxlength="200"
              placeholder=${property?.labels[language] ?? property?.labels['en'] ?? ''}
              .value=${called[language] ?? ''}
              @input=${(event: Event) => change(language, (event.target as HTMLInputElement).value)}
            />
          </div>`,
      )}
    </div>
  </details>`
}

/** Without what says nothing: as the server keeps it. */
function tidy(labels: Readonly<Record<string, Record<string, string>>>): Record<string, Record<string, string>> {
  const said = Object.entries(labels).map(
    ([name, words]) => [name, Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ''))] as const,
  )
  return Object.fromEntries(said.filter(([, words]) => Object.keys(words).length > 0))
}

/** What a shown property is called; one that was deleted meanwhile has only its name left. */
export function nameOf(form: SettingsForm, name: string): string {
  const property = form.properties.find((one) => one.name === name)
  return property ? textIn(property.labels, form.staff.language) : name
}
