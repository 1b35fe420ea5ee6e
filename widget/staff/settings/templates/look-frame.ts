import { html, nothing, type TemplateResult } from 'lit'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'
import type { LookController } from './look.controller.ts'

/** How wide the frame is. */
export type LookWidth = 'wide' | 'phone'

/** What is being written as others would see it: a document of no origin, in which nothing runs. */
export function renderLook(
  texts: StaffTexts,
  { look, error, isPending }: LookController,
  { width, choose, again }: { width: LookWidth; choose: (width: LookWidth) => void; again: () => void },
): TemplateResult {
  const { templates } = texts
  const subject = look?.subject ?? null
  return html`<div class="look" aria-busy=${isPending ? 'true' : 'false'}>
    <div class="look-head">
      <h3>${templates.preview}</h3>
      <div class="widths" role="group" aria-label=${templates.width}>
        ${(['wide', 'phone'] as const).map(
          (one) =>
            html`<button class="button" type="button" aria-pressed=${one === width ? 'true' : 'false'} @click=${() => choose(one)}>
              ${templates.widths[one]}
            </button>`,
        )}
      </div>
    </div>
    ${subject === null ? nothing : html`<p class="look-subject"><span class="muted">${templates.subject}</span> <b>${subject}</b></p>`}
    ${
      error && error.code !== 'invalid_request'
        ? html`<p class="problem" role="alert">
            ${icon('warning')} ${errorText(texts, error)} <button class="link" type="button" @click=${again}>${templates.tryAgain}</button>
          </p>`
        : nothing
    }
    ${error?.code === 'invalid_request' ? html`<p class="problem">${icon('warning')} ${templates.previewInvalid}</p>` : nothing}
    ${
      look
        ? html`<div class="frame-room ${width}">
            <iframe sandbox="" referrerpolicy="no-referrer" title=${templates.preview} src=${look.url}></iframe>
          </div>`
        : html`<div class="frame-room ${width}"></div>`
    }
  </div>`
}
