import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Domain } from '../../../../shared/domains.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { changeDomain, checkDomain, disconnectDomain } from '../../api/domains.ts'
import '../../app/confirm-dialog.ts'
import type { ConfirmDialog } from '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { domainStyles } from './domains.styles.ts'

/**
 * One domain: its state, its records to copy, what was found, its language.
 *
 * @element cp-staff-domain
 * @fires cp-staff-domain-changed - `detail` is the domain as it is now; null: it is disconnected.
 */
export class StaffDomain extends StaffElement {
  static override styles = [controlStyles, stateStyles, domainStyles]
  static override properties: PropertyDeclarations = {
    domain: { attribute: false },
    isChecking: { state: true },
    copied: { state: true },
    wasSaved: { state: true },
    problem: { state: true },
  }

  declare domain: Domain
  declare private isChecking: boolean
  declare private copied: string | null
  declare private wasSaved: boolean
  declare private problem: string | null

  constructor() {
    super()
    this.isChecking = false
    this.copied = null
    this.wasSaved = false
    this.problem = null
  }

  override render() {
    const { domains } = this.texts
    const { domain } = this
    const { host, state, failingSince } = domain
    const isFailing = state === 'verified' && failingSince !== null
    const look = isFailing || state === 'elsewhere' ? 'bad' : state === 'verified' ? 'open' : 'closed'
    return html`
      <div class="head">
        <h2 id="host" tabindex="-1"><bdi>${host}</bdi></h2>
        <span class="pill ${look}">${isFailing ? domains.failing : domains.states[state]}</span>
        <button class="button" type="button" aria-disabled=${this.isChecking ? 'true' : 'false'} @click=${this.onCheck}>
          ${icon('reopen')} ${this.isChecking ? domains.checking : domains.check}
        </button>
        <button class="button quiet" type="button" @click=${this.onDisconnect}>${domains.disconnect}</button>
      </div>
      <div class="body">
        <p class="help">${domains.stateHelp[isFailing ? 'failing' : state]}</p>
        ${this.problem ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
        ${state === 'verified' && !isFailing ? this.renderServed() : this.renderSteps()}
        ${domain.pointsHere === false && state === 'verified' ? html`<p class="problem">${icon('warning')} ${domains.pointsElsewhere(host)}</p>` : nothing}
        ${this.renderFound()}
      </div>
      <cp-staff-confirm></cp-staff-confirm>
    `
  }

  private renderServed(): TemplateResult {
    const { domains, settings } = this.texts
    return html`<ul class="places">
        ${this.domain.portals.map(
          ({ title, url }) =>
            html`<li>
              <a href=${url} target="_blank" rel="noopener">${icon('external')} ${domains.open(title)}</a> <span class="muted">${url}</span>
            </li>`,
        )}
      </ul>
      <div class="field">
        <label class="label" for="domain-language">${domains.language}</label>
        <select id="domain-language" class="input short" aria-describedby="domain-language-help" @change=${this.onLanguage}>
          <option value="" .selected=${this.domain.language === null}>${domains.languageOwn}</option>
          ${(['en', 'nb'] as const).map(
            (code) =>
              html`<option value=${code} lang=${code} .selected=${this.domain.language === code}>${settings.languages[code]}</option>`,
          )}
        </select>
        <p class="help" id="domain-language-help">
          ${domains.languageHelp}
          <span class="saved" role="status">${this.wasSaved ? html`${icon('check')} ${domains.saved}` : nothing}</span>
        </p>
      </div>`
  }

  private renderSteps(): TemplateResult {
    const { domains } = this.texts
    const { host, target, txt, cname } = this.domain
    return html`<h3>${domains.step1}</h3>
      <p class="help">${domains.step1Help}</p>
      ${this.renderRecord('TXT', txt)}
      <p class="or muted">${domains.or}</p>
      ${this.renderRecord('CNAME', cname)}
      <h3>${domains.step2}</h3>
      <p class="help">${domains.step2Help(host, target)}</p>`
  }

  private renderRecord(type: 'TXT' | 'CNAME', { name, value }: { name: string; value: string }): TemplateResult {
    const { domains } = this.texts
    return html`<dl class="record">
      <div>
        <dt>${domains.type}</dt>
        <dd>${type}</dd>
      </div>
      ${(
        [
          ['name', name],
          ['value', value],
        ] as const
      ).map(
        ([what, text]) =>
          html`<div>
            <dt>${domains[what]}</dt>
            <dd><code>${text}</code></dd>
            <dd>
              <button
                class="button quiet icon"
                type="button"
                aria-label=${domains.copy(`${type} ${domains[what]}`)}
                title=${domains.copy(`${type} ${domains[what]}`)}
                @click=${() => void this.copy(text)}
              >
                ${icon(this.copied === text ? 'check' : 'copy')}
              </button>
            </dd>
          </div>`,
      )}
    </dl>`
  }

  private renderFound(): TemplateResult {
    const { domains } = this.texts
    const { checkedAt, found } = this.domain
    const when =
      checkedAt && new Intl.DateTimeFormat(this.staff.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(checkedAt))
    return html`<details ?open=${this.domain.state === 'elsewhere'}>
      <summary>${domains.found} <span class="muted">${when ? domains.checkedAt(when) : domains.neverChecked}</span></summary>
      ${
        found.length === 0
          ? html`<p class="muted">${when ? domains.foundNothing : nothing}</p>`
          : html`<ul class="found">
              ${found.map(({ kind, name, value }) => html`<li><b>${kind}</b> <code>${name}</code> → <code>${value}</code></li>`)}
            </ul>`
      }
    </details>`
  }

  private readonly onCheck = async () => {
    if (this.isChecking) return
    this.isChecking = true
    this.problem = null
    try {
      this.emit('cp-staff-domain-changed', await checkDomain(this.staff.client, this.domain.id))
      this.staff.announce(this.texts.domains.checked)
    } catch (error) {
      this.problem = errorText(this.texts, toApiError(error))
    }
    this.isChecking = false
  }

  private readonly onLanguage = async (event: Event) => {
    const { value } = event.target as HTMLSelectElement
    const language = value === 'en' || value === 'nb' ? value : null
    this.problem = null
    this.wasSaved = false
    try {
      this.emit(
        'cp-staff-domain-changed',
        await changeDomain(this.staff.client, this.domain.id, { version: this.domain.version, language }),
      )
      this.wasSaved = true
    } catch (error) {
      const failure = toApiError(error)
      this.problem = failure.code === 'changed_meanwhile' ? this.texts.domains.changed : errorText(this.texts, failure)
      this.emit('cp-staff-domain-stale')
    }
  }

  private readonly onDisconnect = async () => {
    const { domains } = this.texts
    const dialog = this.renderRoot.querySelector<ConfirmDialog>('cp-staff-confirm')
    const words = {
      title: domains.disconnectTitle(this.domain.host),
      text: domains.disconnectText,
      yes: domains.disconnectYes,
      no: domains.disconnectNo,
    }
    if (!(await dialog?.ask(words))) return
    try {
      await disconnectDomain(this.staff.client, this.domain.id)
      this.staff.announce(domains.disconnected(this.domain.host))
      this.emit('cp-staff-domain-changed', null)
    } catch (error) {
      this.problem = errorText(this.texts, toApiError(error))
    }
  }

  private async copy(text: string): Promise<void> {
    const { settings } = this.texts
    try {
      await navigator.clipboard.writeText(text)
      this.copied = text
      this.staff.announce(settings.copied)
      setTimeout(() => (this.copied = null), 2000)
    } catch {
      this.staff.announce(settings.copyFailed)
    }
  }
}

define('cp-staff-domain', StaffDomain)
