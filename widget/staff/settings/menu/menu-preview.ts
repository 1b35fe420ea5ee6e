import { css, html, nothing, type TemplateResult } from 'lit'
import type { MenuItem } from '../../../../shared/menus.ts'
import { textLanguages, type TextLanguage } from '../../../../shared/page-kinds.ts'
import { portalTexts } from '../../../locales/en/portal.ts'
import { startTexts } from '../../../locales/en/start.ts'
import { portalTexts as portalNb } from '../../../locales/nb/portal.ts'
import { startTexts as startNb } from '../../../locales/nb/start.ts'
import { placesOf, type ViewWords } from '../../../portal/menu.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** What the views are called in the portal itself. */
const viewWords: Record<TextLanguage, ViewWords> = { en: { ...startTexts, ...portalTexts }, nb: { ...startNb, ...portalNb } }

interface Shown {
  items: readonly MenuItem[] | null
  hasForm: boolean
  language: TextLanguage
  choose: (language: TextLanguage) => void
}

/** The bar as customers see it; it leads nowhere. */
export function renderMenuPreview(texts: StaffTexts, { items, hasForm, language, choose }: Shown): TemplateResult {
  const { menu, settings } = texts
  const places = placesOf({ menu: items && [...items], hasForm }, viewWords[language], language)
  return html`<div class="menu-preview" role="group" aria-label=${menu.preview}>
    <div class="preview-head">
      <p class="label">${menu.preview}</p>
      <div class="languages" role="group" aria-label=${menu.previewLanguage}>
        ${textLanguages.map(
          (one) =>
            html`<button
              class="button"
              type="button"
              lang=${one}
              aria-pressed=${one === language ? 'true' : 'false'}
              @click=${() => choose(one)}
            >
              ${settings.languages[one]}
            </button>`,
        )}
      </div>
    </div>
    <div class="bar" lang=${language}>
      <ul>
        ${places.map((place) => html`<li class=${'view' in place && place.view === 'list' ? 'here' : ''}>${place.words || '…'}</li>`)}
      </ul>
      ${places.length === 0 ? html`<p class="muted">${menu.previewEmpty}</p>` : nothing}
    </div>
    ${!hasForm && items?.some(({ kind }) => kind === 'new') ? html`<p class="help">${menu.noForm}</p>` : nothing}
  </div>`
}

/** The look of the preview. */
export const menuPreviewStyles = css`
  .menu-preview {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }
  .preview-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .languages {
    display: flex;
    gap: 4px;
  }
  .languages button[aria-pressed='true'] {
    border-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  .menu-preview .bar {
    padding: 4px 16px 16px;
    border: 1px dashed var(--staff-border-strong);
    border-radius: 9px;
  }
  .menu-preview .bar ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
    border-block-end: 1px solid var(--cp-border);
  }
  .menu-preview .bar li {
    display: flex;
    align-items: center;
    min-block-size: 44px;
    margin-block-end: -1px;
    border-block-end: 2px solid transparent;
    color: var(--cp-muted);
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .menu-preview .bar li.here {
    border-color: var(--cp-accent);
    color: var(--cp-text);
  }
`
