import { html, nothing, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { icon } from '../base/icons.ts'
import { cssName, problemLine, type SettingsForm } from './form.ts'

const refusedShownMax = 5

/** What keeps the page from moving when the elements arrive. */
const styleLines = `cp-portal {
  display: block;
  min-height: 100vh;
}`

/** Where the portal may appear, and what to paste there. */
export function renderEmbedding(form: SettingsForm): TemplateResult {
  const { settings, checklist } = form.texts
  return html`
    ${renderOrigins(form)} ${renderSeen(form)}
    ${renderSnippet(form, 'snippet', settings.snippet, embedSnippet(form.saved.scriptUrl, form.saved.key), settings.snippetHelp)}
    ${renderSnippet(form, 'style-lines', checklist.styleLines, styleLines)}
    ${renderSnippet(form, 'csp', settings.csp, cspLine(form.saved.scriptUrl))}
  `
}

/** The tags for a page of the site owner. */
export function embedSnippet(scriptUrl: string, portalKey: string): string {
  return `<script type="module" src="${scriptUrl}" data-portal="${portalKey}"></script>\n<cp-portal></cp-portal>`
}

/** What a strict Content-Security-Policy of the site must allow. */
export function cspLine(scriptUrl: string): string {
  const { origin } = new URL(scriptUrl, location.href)
  return [
    `script-src ${origin};`,
    `connect-src ${origin};`,
    `img-src ${origin} blob:;`,
    `trusted-types lit-html cp-message 'allow-duplicates';`,
  ].join('\n')
}

function renderOrigins(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const lines = form.draft.allowedOrigins
  const change = (index: number, text: string) => form.set('allowedOrigins', form.draft.allowedOrigins.with(index, text))
  return html`<fieldset class="field" aria-describedby="allowedOrigins-help">
    <legend class="label">${settings.origins}</legend>
    <p class="help" id="allowedOrigins-help">${settings.originsHelp}</p>
    ${lines.length === 0 ? html`<p class="none">${settings.noOrigins}</p>` : nothing}
    <ul class="origins">
      ${lines.map((line, index) => {
        const name = `allowedOrigins.${index}`
        const id = cssName(name)
        return html`<li>
          <div class="origin">
            <input
              id=${id}
              class="input"
              type="url"
              inputmode="url"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              aria-label=${settings.originLabel(index + 1)}
              placeholder=${settings.originPlaceholder}
              .value=${line}
              aria-invalid=${form.problems[name] ? 'true' : 'false'}
              aria-describedby=${form.problems[name] ? `${id}-problem` : nothing}
              @input=${(event: Event) => change(index, (event.target as HTMLInputElement).value)}
              @blur=${() => form.check('allowedOrigins')}
            />
            <button
              class="button quiet icon"
              type="button"
              aria-label=${settings.removeOrigin(line)}
              title=${settings.removeOrigin(line)}
              @click=${() => remove(form, index)}
            >
              ${icon('close')}
            </button>
          </div>
          ${problemLine(form, name)}
        </li>`
      })}
    </ul>
    ${problemLine(form, 'allowedOrigins')}
    <button
      id="allowedOrigins"
      class="button add"
      type="button"
      ?disabled=${lines.length >= limits.allowedOriginsMax}
      @click=${() => add(form)}
    >
      ${icon('plus')} ${settings.addOrigin}
    </button>
  </fieldset>`
}

/** Who asked for the portal: allowed pages, and others that may be allowed with a click. */
function renderSeen(form: SettingsForm): TemplateResult {
  const { checklist } = form.texts
  const listed = new Set(form.draft.allowedOrigins.map((line) => URL.parse(line.trim())?.origin))
  const pages = (form.seen ?? []).map((page) => ({ ...page, isListed: listed.has(page.origin) }))
  const shown = [...pages.filter(({ isListed }) => isListed), ...pages.filter(({ isListed }) => !isListed).slice(0, refusedShownMax)]
  return html`<div class="field" id="seen">
    <p class="label" id="seen-label">${checklist.seenTitle}</p>
    <div role="status">
      ${
        shown.length === 0
          ? html`<p class="waits">${checklist.seenWaiting}</p>`
          : html`<ul class="seen" aria-labelledby="seen-label">
              ${shown.map(({ origin, lastSeenAt, isListed }) =>
                isListed
                  ? html`<li>
                      <span class="is-here">${icon('check')}</span> <span>${checklist.seen(origin)}</span>
                      <span class="muted">${checklist.seenAt(whenOf(form, lastSeenAt))}</span>
                    </li>`
                  : html`<li>
                      <span class="is-refused">${icon('warning')}</span> <span>${checklist.tried(origin)}</span>
                      <button class="button" type="button" aria-label="${checklist.allow}: ${origin}" @click=${() => allow(form, origin)}>
                        ${checklist.allow}
                      </button>
                    </li>`,
              )}
            </ul>`
      }
    </div>
  </div>`
}

function whenOf(form: SettingsForm, at: string): string {
  return new Intl.DateTimeFormat(form.staff.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

function allow(form: SettingsForm, origin: string): void {
  form.set('allowedOrigins', [...form.draft.allowedOrigins.filter((line) => line.trim() !== ''), origin])
}

function add(form: SettingsForm): void {
  const { length } = form.draft.allowedOrigins
  form.set('allowedOrigins', [...form.draft.allowedOrigins, ''])
  form.goTo(`allowedOrigins-${length}`)
}

function remove(form: SettingsForm, index: number): void {
  form.set('allowedOrigins', form.draft.allowedOrigins.toSpliced(index, 1))
  form.check('allowedOrigins')
  form.goTo('allowedOrigins')
}

function renderSnippet(form: SettingsForm, name: string, label: string, text: string, help = ''): TemplateResult {
  const { settings } = form.texts
  return html`<div class="field">
    <p class="label" id="${name}-label">${label}</p>
    <div class="snippet">
      <pre tabindex="0" role="region" aria-labelledby="${name}-label"><code>${text}</code></pre>
      <button id="${name}-copy" class="button" type="button" aria-describedby="${name}-label" @click=${() => form.copy(text, name)}>
        ${form.copied === name ? html`${icon('check')} ${settings.copied}` : html`${icon('copy')} ${settings.copy}`}
      </button>
    </div>
    ${help ? html`<p class="help">${help}</p>` : nothing}
  </div>`
}
