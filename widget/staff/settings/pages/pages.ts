import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { pageTemplates, type PageTemplate } from '../../../../shared/page-kinds.ts'
import type { PageContents, PortalPage } from '../../../../shared/pages.ts'
import { safeHref } from '../../../../shared/safe-text.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { savePortal } from '../../api/portals.ts'
import { listPages, previewPage, resetPage, savePage } from '../../api/templates.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { DraftListController } from '../templates/draft-list.controller.ts'
import { TemplatesPage } from '../templates/templates-page.ts'

interface PageDraft {
  template: PageTemplate
  contents: { en: PageContents; nb: PageContents }
}

const empty: PageContents = { title: '', text: '', imageUrl: null, imageAlt: '', links: [] }

/**
 * The pages of a portal's login: which template each has, and what it says.
 *
 * @element cp-staff-pages
 */
export class StaffPages extends TemplatesPage<PortalPage, PageDraft> {
  protected override readonly section = 'pages'
  private entryRefused = false
  protected override readonly drafts = new DraftListController<PortalPage, PageDraft>(this, {
    nameOf: (item) => item.page,
    toDraft: ({ template, contents }) => ({ template, contents: { en: contents.en ?? empty, nb: contents.nb ?? empty } }),
    save: (item, draft) => savePage(this.staff.client, this.portal?.id ?? '', item.page, { version: item.version, ...draft }),
    reset: (item) => resetPage(this.staff.client, this.portal?.id ?? '', item.page, item.version),
    reload: () => listPages(this.staff.client, this.portal?.id ?? ''),
  })

  protected override list(portalId: string, signal?: AbortSignal): Promise<PortalPage[]> {
    return listPages(this.staff.client, portalId, signal)
  }

  protected override nameOf(item: PortalPage): string {
    return item.page
  }

  protected override words() {
    const { pages } = this.texts.templates
    return { title: pages.title, lead: pages.lead, failed: pages.failed }
  }

  protected override labelOf({ page }: PortalPage) {
    return this.texts.templates.pages.kinds[page]
  }

  protected override look({ page }: PortalPage, { template, contents }: PageDraft) {
    const { language } = this
    const body = { language, template, contents: whole(contents[language]) }
    return {
      what: JSON.stringify(body),
      ask: (signal: AbortSignal) => previewPage(this.staff.client, this.portal?.id ?? '', page, body, signal),
    }
  }

  protected override renderAbove(portal: PortalSettings): TemplateResult {
    const { pages } = this.texts.templates
    return html`<section aria-labelledby="password-entry">
      <div class="section-head"><h2 id="password-entry">${pages.passwordEntry}</h2></div>
      <div class="controls" role="radiogroup" aria-labelledby="password-entry">
        ${(['page', 'window'] as const).map(
          (choice) =>
            html`<label class="choice">
              <input
                type="radio"
                name="passwordEntry"
                .value=${choice}
                .checked=${live(portal.passwordEntry === choice)}
                aria-describedby="entry-${choice}"
                @change=${() => void this.setEntry(portal, choice)}
              />
              <span>
                <span>${pages.entries[choice].label}</span>
                <span class="help" id="entry-${choice}">${pages.entries[choice].help}</span>
              </span>
            </label>`,
        )}
        ${this.entryRefused ? html`<p class="problem" role="alert">${icon('warning')} ${pages.entryRefused}</p>` : nothing}
      </div>
    </section>`
  }

  private async setEntry(portal: PortalSettings, passwordEntry: 'page' | 'window'): Promise<void> {
    const { data } = this.load
    try {
      const saved = await savePortal(this.staff.client, portal.id, { version: portal.version, passwordEntry })
      if (data) this.load.replace({ ...data, portal: saved, portals: data.portals.map((one) => (one.id === saved.id ? saved : one)) })
      this.staff.announce(this.texts.settings.saved)
    } catch (thrown) {
      this.drafts.error = toApiError(thrown)
      this.entryRefused = 'passwordEntry' in this.drafts.error.fields
      if (this.entryRefused) this.drafts.error = null
      else this.staff.announce(errorText(this.texts, this.drafts.error))
      this.requestUpdate()
    }
  }

  protected override renderChoice(item: PortalPage): TemplateResult {
    const { pages } = this.texts.templates
    const { label } = this.labelOf(item)
    return html`<select
      class="input"
      aria-label=${pages.templateOf(label)}
      .disabled=${this.drafts.isSaving}
      @change=${(event: Event) => void this.chooseTemplate(item, event.target as HTMLSelectElement)}
    >
      ${this.renderTemplates(this.drafts.draftOf(item).template)}
    </select>`
  }

  private renderTemplates(chosen: PageTemplate): TemplateResult[] {
    const { pages } = this.texts.templates
    return pageTemplates.map((one) => html`<option value=${one} .selected=${one === chosen}>${pages.templates[one].label}</option>`)
  }

  /** In the list a choice holds at once. */
  private async chooseTemplate(item: PortalPage, select: HTMLSelectElement): Promise<void> {
    this.drafts.set(item, { ...this.drafts.draftOf(item), template: select.value as PageTemplate })
    if (await this.drafts.save(item)) this.staff.announce(this.texts.settings.saved)
  }

  protected override renderFields(item: PortalPage, draft: PageDraft): TemplateResult {
    const { pages } = this.texts.templates
    const { language } = this
    const contents = draft.contents[language]
    const set = (change: Partial<PageContents>) =>
      this.drafts.set(item, { ...draft, contents: { ...draft.contents, [language]: { ...contents, ...change } } })
    const hasImage = draft.template === 'image'
    return html`
      <div class="field">
        <label class="label" for="template">${pages.template}</label>
        <select
          class="input"
          id="template"
          aria-describedby="template-help"
          @change=${(event: Event) => this.drafts.set(item, { ...draft, template: (event.target as HTMLSelectElement).value as PageTemplate })}
        >
          ${this.renderTemplates(draft.template)}
        </select>
        <p class="help" id="template-help">${pages.templates[draft.template].help}</p>
      </div>
      ${this.renderText('title', { label: pages.heading, help: pages.headingHelp }, contents.title, (title) => set({ title }))}
      ${
        draft.template === 'plain'
          ? nothing
          : this.renderText('text', { label: pages.text, help: pages.textHelp }, contents.text, (text) => set({ text }), true)
      }
      ${
        hasImage
          ? html`${this.renderText('imageUrl', { label: pages.image, help: pages.imageHelp }, contents.imageUrl ?? '', (url) =>
              set({ imageUrl: url.trim() || null }),
            )}
            ${this.renderText('imageAlt', { label: pages.imageAlt, help: pages.imageAltHelp }, contents.imageAlt, (imageAlt) =>
              set({ imageAlt }),
            )}`
          : nothing
      }
      ${this.renderLinks(contents.links, (links) => set({ links }))}
    `
  }

  private renderText(
    name: 'title' | 'text' | 'imageUrl' | 'imageAlt',
    { label, help }: { label: string; help: string },
    value: string,
    set: (value: string) => void,
    isLong = false,
  ): TemplateResult {
    const field = `contents.${this.language}.${name}`
    const id = field.replaceAll('.', '-')
    const isBad = field in this.drafts.problems
    const onInput = (event: Event) => {
      this.drafts.mend(field)
      set((event.target as HTMLInputElement).value)
    }
    return html`<div class="field">
      <label class="label" for=${id}>${label}</label>
      ${
        isLong
          ? html`<textarea
              class="input"
              id=${id}
              lang=${this.language}
              .value=${live(value)}
              aria-invalid=${isBad ? 'true' : 'false'}
              aria-describedby="${id}-help ${id}-problem"
              @input=${onInput}
            ></textarea>`
          : html`<input
              class="input"
              id=${id}
              lang=${this.language}
              autocomplete="off"
              .value=${live(value)}
              aria-invalid=${isBad ? 'true' : 'false'}
              aria-describedby="${id}-help ${id}-problem"
              @input=${onInput}
            />`
      }
      ${this.problemOf(field)}
      <p class="help" id="${id}-help">${help}</p>
    </div>`
  }

  private renderLinks(links: PageContents['links'], set: (links: PageContents['links']) => void): TemplateResult {
    const { pages } = this.texts.templates
    const base = `contents.${this.language}.links`
    const change = (index: number, part: Partial<PageContents['links'][number]>) => {
      for (const name of Object.keys(part)) this.drafts.mend(`${base}.${index}.${name}`)
      set(links.map((link, at) => (at === index ? { ...link, ...part } : link)))
    }
    const input = (index: number, name: 'label' | 'url', label: string) => {
      const field = `${base}.${index}.${name}`
      return html`<div>
        <input
          class="input"
          id=${field.replaceAll('.', '-')}
          aria-label=${label}
          placeholder=${name === 'label' ? pages.linkLabel : pages.linkUrlExample}
          .value=${live(links[index]?.[name] ?? '')}
          aria-invalid=${field in this.drafts.problems ? 'true' : 'false'}
          @input=${(event: Event) => change(index, { [name]: (event.target as HTMLInputElement).value })}
        />
        ${this.problemOf(field)}
      </div>`
    }
    return html`<fieldset class="field">
      <legend class="label">${pages.links}</legend>
      ${links.map(
        (_link, index) =>
          html`<div class="link-row">
            ${input(index, 'label', pages.linkLabelOf(index + 1))} ${input(index, 'url', pages.linkUrlOf(index + 1))}
            <button class="button" type="button" @click=${() => set(links.filter((_one, at) => at !== index))}>
              ${pages.removeLink}<span class="visually-hidden"> ${index + 1}</span>
            </button>
          </div>`,
      )}
      ${
        links.length < 6
          ? html`<button class="button add" type="button" @click=${() => set([...links, { label: '', url: '' }])}>${pages.addLink}</button>`
          : nothing
      }
      <p class="help">${pages.linksHelp}</p>
    </fieldset>`
  }
}

/** Without what is only half written: the preview shows the rest meanwhile. */
function whole(contents: PageContents): PageContents {
  const { imageUrl, links } = contents
  return {
    ...contents,
    imageUrl: imageUrl !== null && safeHref(imageUrl) !== undefined ? imageUrl : null,
    links: links.filter(({ label, url }) => label.trim() !== '' && safeHref(url.trim()) !== undefined),
  }
}

define('cp-staff-pages', StaffPages)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-pages': StaffPages
  }
}
