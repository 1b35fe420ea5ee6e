import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import { limits } from '../../../../shared/limits.ts'
import type { MenuItemKind } from '../../../../shared/menus.ts'
import { textLanguages } from '../../../../shared/page-kinds.ts'
import { icon } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { type ItemDraft, itemKinds, itemName } from './menu-draft.ts'

/** The words of an entry in each language and, for a link, its address. */
export function itemFields(
  texts: StaffTexts,
  item: ItemDraft,
  index: number,
  problems: Readonly<Record<string, FieldErrorCode>>,
  change: (change: Partial<ItemDraft>, field: string) => void,
): TemplateResult {
  const { menu } = texts
  const name = itemName(texts, item)
  const labels = `items.${index}.labels`
  const url = `items.${index}.url`
  const [wordsProblem, urlProblem] = [problems[labels] ?? problems[`${labels}.en`] ?? problems[`${labels}.nb`], problems[url]]
  return html`<div class="words">
      ${textLanguages.map((one, at) => {
        const id = at === 0 ? `items-${index}-labels` : `items-${index}-labels-${one}`
        return html`<div class="field">
          <label class="sub-label" for=${id}>${menu.words[one]}<span class="visually-hidden">: ${name}</span></label>
          <input
            id=${id}
            class="input"
            lang=${one}
            autocomplete="off"
            maxlength=${limits.menuLabelMaxChars}
            placeholder=${item.kind === 'link' ? nothing : menu.ownWords}
            .value=${live(item.labels[one])}
            aria-invalid=${wordsProblem ? 'true' : 'false'}
            aria-describedby=${wordsProblem ? `items-${index}-labels-problem` : nothing}
            @input=${(event: Event) => change({ labels: { ...item.labels, [one]: (event.target as HTMLInputElement).value } }, labels)}
          />
        </div>`
      })}
    </div>
    ${problem(texts, `items-${index}-labels`, wordsProblem)}
    ${
      item.kind === 'link'
        ? html`<div class="field">
            <label class="sub-label" for="items-${index}-url">${menu.url}<span class="visually-hidden">: ${name}</span></label>
            <input
              id="items-${index}-url"
              class="input"
              type="url"
              inputmode="url"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              placeholder=${menu.urlExample}
              .value=${live(item.url)}
              aria-invalid=${urlProblem ? 'true' : 'false'}
              aria-describedby="items-${index}-url-help ${urlProblem ? `items-${index}-url-problem` : ''}"
              @input=${(event: Event) => change({ url: (event.target as HTMLInputElement).value }, url)}
            />
            ${problem(texts, `items-${index}-url`, urlProblem)}
            <p class="help" id="items-${index}-url-help">${menu.urlHelp}</p>
          </div>`
        : nothing
    }`
}

function problem(texts: StaffTexts, id: string, code: FieldErrorCode | undefined): TemplateResult | typeof nothing {
  return code ? html`<p class="problem" id="${id}-problem">${icon('warning')} ${texts.fields[code]}</p>` : nothing
}

/** What can be added: each view once, links as often as there is room. */
export function addButtons(texts: StaffTexts, items: readonly ItemDraft[], add: (kind: MenuItemKind) => void): TemplateResult {
  const { menu } = texts
  const has = new Set(items.map(({ kind }) => kind))
  const isFull = items.length >= limits.menuItemsMax
  return html`<div class="add-row" role="group" aria-label=${menu.addAny}>
    <span class="label">${menu.add}</span>
    ${itemKinds.map((kind) =>
      kind === 'link' || !has.has(kind)
        ? html`<button id="add-${kind}" class="button" type="button" ?disabled=${isFull} @click=${() => add(kind)}>
            ${icon('plus')} ${menu.kinds[kind]}
          </button>`
        : nothing,
    )}
  </div>`
}
