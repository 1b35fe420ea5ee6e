import { html, nothing, type PropertyDeclarations } from 'lit'
import type { CompanyEntry } from '../../../shared/contacts.ts'
import { toApiError } from '../api/client.ts'
import { listCompanies, saveDomains } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { FilteredListController } from '../base/filtered-list.controller.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { rowStyles } from './people.styles.ts'
import { searchField } from './search-field.ts'

/**
 * The mail domains of companies.
 *
 * @element cp-staff-companies
 */
export class StaffCompanies extends StaffElement {
  static override styles = [controlStyles, stateStyles, rowStyles]
  static override properties: PropertyDeclarations = {
    q: { state: true },
    editing: { state: true },
    problem: { state: true },
    isSaving: { state: true },
  }

  declare private q: string
  declare private editing: string | null
  declare private problem: string | null
  declare private isSaving: boolean
  private readonly companies = new FilteredListController<CompanyEntry, { q: string }>(this, async (client, { q }, page, signal) => {
    const { companies, next } = await listCompanies(client, { q, ...page }, signal)
    return { items: companies, next }
  })

  constructor() {
    super()
    this.q = ''
    this.editing = null
    this.problem = null
    this.isSaving = false
  }

  protected override willUpdate(): void {
    this.companies.show({ q: this.q })
  }

  override render() {
    const { people, app } = this.texts
    const { page } = this.companies
    return html`
      <div class="tools">${searchField(people.companySearch, people.companySearchHint, (q) => (this.q = q))}</div>
      ${page.render({
        pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
        error: (error) => errorState(this.texts, people.companiesFailed, error, () => void page.retry()),
        empty: () => html`<p class="muted">${this.q ? people.noCompanyMatch : people.noCompanies}</p>`,
        data: (companies, isStale) =>
          html`<ul class="rows ${isStale ? 'stale' : ''}" aria-labelledby="companies">
            ${companies.map((company) => this.renderCompany(company))}
          </ul>`,
      })}
      ${
        page.hasMore
          ? html`<button class="button start" type="button" @click=${() => void page.loadMore()}>
              ${page.isLoadingMore ? app.loading : people.loadMore}
            </button>`
          : nothing
      }
      ${page.moreError ? html`<p class="problem" role="alert">${errorText(this.texts, page.moreError)}</p>` : nothing}
    `
  }

  private renderCompany(company: CompanyEntry) {
    const { people } = this.texts
    const { id, name, domains } = company
    const isOpen = this.editing === id
    return html`<li>
      <div class="row">
        <span class="words"><b>${name}</b><span class="muted">${domains.join(', ') || people.noDomains}</span></span>
        <span class="side">
          <button
            id="edit-${id}"
            class="button"
            type="button"
            aria-label=${people.editDomains(name)}
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${() => void this.edit(isOpen ? null : id)}
          >
            ${people.edit}
          </button>
        </span>
      </div>
      ${isOpen ? this.renderForm(company) : nothing}
    </li>`
  }

  private renderForm(company: CompanyEntry) {
    const { people, app } = this.texts
    return html`<form class="block" novalidate @submit=${(event: Event) => void this.save(event, company)}>
      <div class="field">
        <label class="label" for="domains">${people.domains(company.name)}</label>
        <textarea
          id="domains"
          class="input"
          rows="3"
          autocapitalize="none"
          spellcheck="false"
          .value=${company.domains.join('\n')}
          aria-invalid=${this.problem ? 'true' : 'false'}
          aria-describedby="domains-help ${this.problem ? 'domains-problem' : ''}"
        ></textarea>
        ${this.problem ? html`<p class="problem" id="domains-problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
        <p class="help" id="domains-help">${people.domainsHelp}</p>
      </div>
      <div class="dialog-actions">
        <button class="button" type="button" @click=${() => void this.edit(null)}>${app.cancel}</button>
        <button class="button primary" type="submit" aria-disabled=${this.isSaving ? 'true' : 'false'}>${people.save}</button>
      </div>
    </form>`
  }

  private async edit(companyId: string | null): Promise<void> {
    const before = this.editing
    this.editing = companyId
    this.problem = null
    await this.updateComplete
    this.byId(companyId ? 'domains' : `edit-${before}`)?.focus()
  }

  private async save(event: Event, company: CompanyEntry): Promise<void> {
    event.preventDefault()
    if (this.isSaving) return
    const field = this.byId<HTMLTextAreaElement>('domains')
    const typed = (field?.value ?? '').split(/[\s,;]+/).filter(Boolean)
    this.isSaving = true
    this.problem = null
    try {
      const { domains } = await saveDomains(this.staff.client, company, typed)
      this.companies.page.patch(company.id, (one) => ({ ...one, domains }))
      this.staff.announce(this.texts.people.savedDomains(company.name))
      await this.edit(null)
    } catch (error) {
      const failure = toApiError(error)
      const bad = Object.keys(failure.fields).flatMap((path) => typed[Number(path.split('.')[1])] ?? [])
      this.problem = bad.length > 0 ? this.texts.people.domainProblem(bad.join(', ')) : errorText(this.texts, failure)
      field?.focus()
    } finally {
      this.isSaving = false
    }
  }
}

define('cp-staff-companies', StaffCompanies)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-companies': StaffCompanies
  }
}
