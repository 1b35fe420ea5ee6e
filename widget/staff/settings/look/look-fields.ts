import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import {
  colorPattern,
  darkModes,
  defaultLook,
  densities,
  namedFonts,
  type Theme,
  type ThemeKey,
  themeLimits,
} from '../../../../shared/theme.ts'
import { icon } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { type Finding, findContrast } from './contrast-checks.ts'
import type { LookController, Side } from './look.controller.ts'

type ColorKey = 'accent' | 'surface' | 'text'

/** What the fields of one side draw from. */
export interface LookForm {
  texts: StaffTexts
  look: LookController
  side: Side
  /** What is chosen on this side, and what holds with it. */
  draft: Theme
  effective: Theme
}

/** Where a field begins when somebody wants an own value and nothing holds yet. */
const beginnings = {
  accent: defaultLook.accent,
  surface: '#ffffff',
  text: '#1d2127',
  darkMode: 'auto',
  font: 'page',
  fontSize: defaultLook.fontSize,
  radius: defaultLook.radius,
  density: 'normal',
} as const satisfies Partial<Theme>

type OwnKey = keyof typeof beginnings

/** A value in words. */
export function lookValue({ look }: StaffTexts, key: ThemeKey, value: Theme[ThemeKey]): string {
  if (value === null) {
    if (key === 'text') return look.fits
    if (key === 'surface' || key === 'logoUrl' || key === 'faviconUrl') return look.none
    return lookValue({ look } as StaffTexts, key, beginnings[key])
  }
  if (key === 'darkMode') return look.darkModes[value as keyof typeof look.darkModes]
  if (key === 'density') return look.densities[value as keyof typeof look.densities]
  if (key === 'font') return value in look.fonts ? look.fonts[value as keyof typeof look.fonts] : String(value)
  return typeof value === 'number' ? look.pixels(value) : value
}

/** What holds where this side says nothing. */
export function inheritedWords({ texts, look, side }: LookForm, key: ThemeKey): string {
  const brand = side === 'portal' ? (look.effective('brand')?.[key] ?? null) : null
  const words = lookValue(texts, key, brand)
  if (side === 'brand') return texts.look.inherited.brand(words)
  return brand === null ? texts.look.inheritedDefault(words) : texts.look.inherited.portal(words)
}

/** A field that is either left alone or has an own value; without one it says what holds. */
export function ownField(form: LookForm, key: OwnKey, control: () => TemplateResult): TemplateResult {
  const { texts, draft, effective, side, look } = form
  const name = texts.look.names[key]
  const isOwn = draft[key] !== null
  const code = look.problems[`${side}.${key}`]
  const isDark = effective.darkMode === 'dark' && (key === 'surface' || key === 'text')
  const help = isDark ? texts.look.help[key === 'surface' ? 'surfaceDark' : 'textDark'] : texts.look.help[key]
  return html`<div class="field" id="field-${key}">
    <div class="field-head">
      <span class="label" id="name-${key}">${name}</span>
      <label class="own"
        ><input
          id="own-${key}"
          type="checkbox"
          aria-label=${texts.look.ownLabel[side](name)}
          .checked=${live(isOwn)}
          @change=${(event: Event) =>
            look.set(side, key, (event.target as HTMLInputElement).checked ? (effective[key] ?? beginnings[key]) : null)}
        />
        ${texts.look.own[side]}</label
      >
    </div>
    ${isOwn ? control() : html`<p class="inherited">${renderSwatch(key, effective[key])} ${inheritedWords(form, key)}</p>`}
    ${code ? html`<p class="problem" id="${key}-problem">${icon('warning')} ${texts.fields[code]}</p>` : nothing}
    <p class="help" id="${key}-help">${help}</p>
    ${key === 'accent' || key === 'surface' || key === 'text' ? renderFindings(form, key) : nothing}
  </div>`
}

/** A colour by eye and by number, and what is hard to see with it. */
export function colorField(form: LookForm, key: ColorKey): TemplateResult {
  const { texts, draft, side, look } = form
  const value = draft[key] ?? ''
  const isColor = colorPattern.test(value)
  const set = (event: Event) => look.set(side, key, (event.target as HTMLInputElement).value.trim().toLowerCase())
  return ownField(
    form,
    key,
    () =>
      html`<div class="color">
        <input
          type="color"
          aria-label=${texts.look.pick(texts.look.names[key])}
          .value=${isColor ? value : beginnings[key]}
          @input=${set}
        />
        <input
          id=${key}
          class="input"
          autocomplete="off"
          spellcheck="false"
          maxlength="7"
          placeholder=${texts.look.hex}
          aria-label=${texts.look.names[key]}
          aria-describedby="${key}-help"
          aria-invalid=${look.problems[`${side}.${key}`] ? 'true' : 'false'}
          .value=${live(value)}
          @input=${set}
          @blur=${() => look.check(side, key)}
        />
      </div>`,
  )
}

/** That nothing is hard to see; what is stands at its colour. */
export function renderContrast({ texts, effective }: LookForm): TemplateResult {
  const isGood = findContrast(effective).length === 0
  return html`<div role="status" id="contrast">
    ${isGood ? html`<p class="contrast good">${icon('check')} ${texts.look.contrastGood}</p>` : nothing}
  </div>`
}

/** What is hard to see with a colour, and the nearest one with which it is not. */
function renderFindings({ texts, effective, side, look }: LookForm, key: OwnKey): TemplateResult {
  const findings = findContrast(effective).filter((one) => one.key === key)
  const words = ({ what, page, ratio, needed }: Finding) =>
    texts.look.contrast[what](texts.look.pages[page], `${(Math.floor(ratio * 10) / 10).toFixed(1)}:1`, `${needed}:1`)
  const better = findings[0]?.better ?? null
  return html`<div role="status">
    ${
      findings.length === 0
        ? nothing
        : html`<div class="contrast finding">
            ${findings.map((one) => html`<p>${icon('warning')} <span>${words(one)}</span></p>`)}
            ${
              better === null
                ? nothing
                : html`<button class="button" type="button" @click=${() => look.set(side, key, better)}>
                    ${renderSwatch(key, better)} ${texts.look.take(better)}
                  </button>`
            }
          </div>`
    }
  </div>`
}

/** One of a few. */
export function choiceField(form: LookForm, key: 'darkMode' | 'density'): TemplateResult {
  const { texts, draft, side, look } = form
  const choices = key === 'darkMode' ? darkModes : densities
  return ownField(
    form,
    key,
    () =>
      html`<select
        id=${key}
        class="input"
        aria-label=${texts.look.names[key]}
        aria-describedby="${key}-help"
        @change=${(event: Event) => look.set(side, key, (event.target as HTMLSelectElement).value as never)}
      >
        ${choices.map((one) => html`<option value=${one} .selected=${one === draft[key]}>${lookValue(texts, key, one)}</option>`)}
      </select>`,
  )
}

/** A number of pixels. */
export function pixelField(form: LookForm, key: 'fontSize' | 'radius'): TemplateResult {
  const { texts, draft, side, look } = form
  const [min, max] = key === 'radius' ? [themeLimits.radiusMin, themeLimits.radiusMax] : [themeLimits.fontSizeMin, themeLimits.fontSizeMax]
  return ownField(
    form,
    key,
    () =>
      html`<div class="pixels">
        <input
          id=${key}
          type="range"
          min=${min}
          max=${max}
          aria-label=${texts.look.names[key]}
          aria-valuetext=${texts.look.pixels(draft[key] ?? 0)}
          aria-describedby="${key}-help"
          .value=${live(String(draft[key] ?? ''))}
          @input=${(event: Event) => look.set(side, key, Number((event.target as HTMLInputElement).value))}
        />
        <output for=${key}>${texts.look.pixels(draft[key] ?? 0)}</output>
      </div>`,
  )
}

/** The page's font, one of two that every device has, or another that the page brings. */
export function fontField(form: LookForm): TemplateResult {
  const { texts, draft, side, look } = form
  const isNamed = draft.font !== null && !(namedFonts as readonly string[]).includes(draft.font)
  return ownField(
    form,
    'font',
    () =>
      html`<select
          id="font"
          class="input"
          aria-label=${texts.look.names.font}
          aria-describedby="font-help"
          @change=${(event: Event) => look.set(side, 'font', (event.target as HTMLSelectElement).value)}
        >
          ${namedFonts.map((font) => html`<option value=${font} .selected=${font === draft.font}>${texts.look.fonts[font]}</option>`)}
          <option value="" .selected=${isNamed}>${texts.look.fonts.name}</option>
        </select>
        ${
          isNamed
            ? html`<input
                  id="font-name"
                  class="input"
                  autocomplete="off"
                  spellcheck="false"
                  maxlength=${themeLimits.fontNameMaxChars}
                  aria-label=${texts.look.fontName}
                  aria-describedby="font-name-help"
                  .value=${live(draft.font ?? '')}
                  @input=${(event: Event) => look.set(side, 'font', (event.target as HTMLInputElement).value)}
                  @blur=${() => look.check(side, 'font')}
                />
                <p class="help" id="font-name-help">${texts.look.help.fontName}</p>`
            : nothing
        }`,
  )
}

function renderSwatch(key: ThemeKey, value: Theme[ThemeKey]): TemplateResult | typeof nothing {
  if (key !== 'accent' && key !== 'surface' && key !== 'text') return nothing
  const color = value ?? (key === 'accent' ? defaultLook.accent : null)
  if (color === null) return nothing
  return html`<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="4" fill=${String(color)} /></svg>`
}
