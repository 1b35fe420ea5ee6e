import { html, nothing, type TemplateResult } from 'lit'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import { banner } from '../../ui/notice.ts'
import type { LoginFrame } from '../login-frame.ts'

/** One view: what it shows, within the login's form. */
export interface Way {
  render(frame: LoginFrame, words: WayTexts): TemplateResult
}

/** A view's frame: heading, what is wrong as a whole, fields, the button, and the ways on. */
export function wayForm(
  { control, texts, show, isFirst }: LoginFrame,
  words: WayTexts,
  parts: { title: string; intro?: string | TemplateResult; submit: () => unknown; fields?: unknown; button?: string; more?: unknown },
): TemplateResult {
  const { title, intro, submit, fields, button, more } = parts
  const problem = control.formProblem(texts)
  const act = (event: SubmitEvent) => {
    event.preventDefault()
    submit()
  }
  return html`<form class="login" part="form" novalidate @submit=${act}>
    <h2 tabindex="-1" data-start>${title}</h2>
    ${typeof intro === 'string' ? html`<p>${intro}</p>` : (intro ?? nothing)} ${problem ? banner(problem) : nothing} ${fields}
    ${
      button
        ? html`<button class="button primary" type="submit" aria-disabled=${control.isHeld ? 'true' : 'false'}>${button}</button>`
        : nothing
    }
    <p class="ways">
      ${more ?? nothing}
      ${isFirst ? nothing : html`<button class="link" type="button" @click=${() => show('login')}>${words.backToLogIn}</button>`}
    </p>
  </form>`
}
