import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Explanation, RuleMatch, UnsavedSettings, VisibilityClause } from '../../../shared/explanations.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'
import type { StaffTicket } from '../../../shared/tickets.ts'
import { define } from '../../base/define.ts'
import { explainTicket, matchContact } from '../api/portals.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import '../tickets/contact-field.ts'
import type { ChosenContact } from '../tickets/contact-field.ts'
import { checkRule, type RuleDraft } from './rule-draft.ts'
import { conditionInWords } from './rule-words.ts'
import './ticket-field.ts'

/** The settings that decide who sees what, as they stand on the page. */
export interface TriedSettings {
  permissionMode: 'own' | 'company' | 'rule'
  companyRule: RuleDraft | null
  pipelineIds: readonly string[]
  ticketFilter: RuleDraft | null
}

type Answer = { kind: 'ticket'; explanation: Explanation } | { kind: 'contact'; match: RuleMatch }

/**
 * Says what a portal's settings, as they stand on the page, do to one ticket or one contact, and which condition hides it.
 *
 * @element cp-staff-rule-tester
 */
export class StaffRuleTester extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      summary {
        color: var(--cp-accent);
        font-weight: 600;
        cursor: pointer;
      }
      .asked {
        display: grid;
        gap: 14px;
        margin-block-start: 10px;
        padding: 14px;
        border: 1px solid var(--cp-border);
        border-radius: 9px;
        background: var(--staff-sunken);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
        gap: 14px;
        align-items: start;
      }
      .answer {
        display: grid;
        gap: 4px;
        overflow-wrap: anywhere;
      }
      .verdict {
        display: flex;
        gap: 8px;
      }
      .verdict.yes svg {
        color: var(--cp-success);
      }
      .verdict.no svg {
        color: var(--cp-danger);
      }
      .verdict svg {
        flex: none;
        margin-block-start: 3px;
      }
      .why {
        padding-inline-start: 24px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: false },
    settings: { attribute: false },
    known: { attribute: false },
    ticket: { state: true },
    contact: { state: true },
  }

  declare portalId: string
  declare settings: TriedSettings | null
  /** Every property of the account. */
  declare known: readonly Property[]
  declare private ticket: StaffTicket | null
  declare private contact: ChosenContact | null
  private readonly answer = new LoadController<Answer>(this)
  private asked = ''

  constructor() {
    super()
    this.portalId = ''
    this.settings = null
    this.known = []
    this.ticket = null
    this.contact = null
  }

  private get rules(): RuleDraft[] {
    const { settings } = this
    if (!settings) return []
    return [settings.ticketFilter, settings.permissionMode === 'rule' ? settings.companyRule : null].filter((rule) => rule !== null)
  }

  private get isWhole(): boolean {
    return this.rules.every((rule) => Object.keys(checkRule(rule, this.known)).length === 0)
  }

  protected override willUpdate(): void {
    const { ticket, contact } = this
    const unsaved = this.isWhole ? this.unsaved : null
    const key = unsaved && (ticket || contact) ? JSON.stringify([this.portalId, ticket?.id, contact?.id, unsaved]) : ''
    if (key === this.asked) return
    this.asked = key
    if (key === '' || !unsaved) this.answer.clear()
    else void this.ask(unsaved)
  }

  private get unsaved(): UnsavedSettings | null {
    const { settings } = this
    if (!settings) return null
    const { permissionMode, companyRule, pipelineIds, ticketFilter } = settings
    return {
      permissionMode,
      pipelineIds: [...pipelineIds],
      // What was checked is whole.
      ticketFilter: ticketFilter as Rule | null,
      ...(permissionMode === 'rule' ? { companyRule: companyRule as Rule | null } : {}),
    }
  }

  private async ask(unsaved: UnsavedSettings): Promise<void> {
    const { client } = this.staff
    const contactId = this.contact?.id ?? null
    const { ticket, portalId } = this
    if (ticket) {
      await this.answer.run(async () => ({
        kind: 'ticket',
        explanation: await explainTicket(client, portalId, contactId, ticket.id, unsaved),
      }))
    } else if (contactId !== null && unsaved.companyRule) {
      const rule = unsaved.companyRule
      await this.answer.run(async () => ({ kind: 'contact', match: await matchContact(client, portalId, contactId, rule) }))
    } else this.answer.clear()
  }

  override render() {
    const { ruleTools } = this.texts
    return html`<details>
      <summary>${ruleTools.test}</summary>
      <div class="asked">
        <p class="help">${ruleTools.testHelp}</p>
        ${
          this.staff.me.permissions.includes('inbox.answer')
            ? html`<div class="fields">
                <cp-staff-ticket-field
                  .staff=${this.staff}
                  @cp-staff-ticket-chosen=${({ detail }: CustomEvent<StaffTicket | null>) => (this.ticket = detail)}
                ></cp-staff-ticket-field>
                <cp-staff-contact-field
                  .staff=${this.staff}
                  .isKnownOnly=${true}
                  .label=${ruleTools.contact}
                  @cp-staff-contact-chosen=${({ detail }: CustomEvent<ChosenContact | null>) => (this.contact = detail)}
                ></cp-staff-contact-field>
              </div>`
            : html`<p>${ruleTools.needsInbox}</p>`
        }
        <div class="answer" role="status">${this.renderState()}</div>
      </div>
    </details>`
  }

  private renderState(): TemplateResult | typeof nothing {
    const { ruleTools } = this.texts
    const { error, data, isPending } = this.answer
    if (!this.ticket && !this.contact) return nothing
    if (!this.isWhole) return html`<p class="muted">${ruleTools.notWhole}</p>`
    if (error) return html`<p class="problem">${icon('warning')} ${errorText(this.texts, error)}</p>`
    if (data) return data.kind === 'ticket' ? this.renderTicket(data.explanation) : this.renderMatch(data.match)
    if (isPending) return html`<p class="muted">${ruleTools.asking}</p>`
    return html`<p class="muted">${ruleTools.noRule}</p>`
  }

  private renderTicket({ isVisible, clauses }: Explanation): TemplateResult {
    const { ruleTools } = this.texts
    const name = this.contactName
    const words = name ? (isVisible ? ruleTools.sees(name) : ruleTools.seesNot(name)) : isVisible ? ruleTools.isIn : ruleTools.isNotIn
    const missed = clauses.filter(({ isMet }) => !isMet)
    return html`${renderVerdict(isVisible, words)}
    ${isVisible ? nothing : hiding(missed.map(({ clause }) => clause)).map((clause) => this.renderWhy(clause, missed.find((one) => one.clause === clause)?.groups))}`
  }

  private renderMatch({ isMet, groups }: RuleMatch): TemplateResult {
    const { ruleTools } = this.texts
    const name = this.contactName
    return html`${renderVerdict(isMet, isMet ? ruleTools.matches(name) : ruleTools.matchesNot(name))}
    ${isMet ? nothing : this.renderConditions(this.settings?.companyRule ?? null, groups)}`
  }

  private renderWhy(clause: VisibilityClause, groups: boolean[][] | undefined): TemplateResult {
    const rule = clause === 'ticket_filter' ? this.settings?.ticketFilter : clause === 'company_rule' ? this.settings?.companyRule : null
    return html`<p class="why">${this.texts.ruleTools.because[clause]}</p>
      ${rule && groups ? this.renderConditions(rule, groups) : nothing}`
  }

  private renderConditions(rule: RuleDraft | null, groups: boolean[][]): TemplateResult[] {
    const { ruleTools } = this.texts
    return (rule?.groups ?? []).flatMap(({ conditions }, group) =>
      conditions.flatMap((condition, index) => {
        if (groups[group]?.[index] !== false) return []
        const words = conditionInWords(condition, this.known, this.staff.language)
        const text = groups.length === 1 ? ruleTools.hiddenBy(index + 1, words) : ruleTools.hiddenInGroup(group + 1, index + 1, words)
        return [html`<p class="why"><b>${text}</b></p>`]
      }),
    )
  }

  private get contactName(): string {
    const { contact } = this
    if (!contact) return ''
    return (contact.id === null ? '' : contact.name) || contact.email
  }
}

function renderVerdict(isYes: boolean, words: string): TemplateResult {
  return html`<p class="verdict ${isYes ? 'yes' : 'no'}">${icon(isYes ? 'check' : 'close')} <b>${words}</b></p>`
}

/** Of what does not hold, what hides the ticket: the company's clauses only where it is not the contact's own. */
function hiding(missed: readonly VisibilityClause[]): VisibilityClause[] {
  const shared = missed.filter((clause) => ['portal_on', 'not_hidden', 'pipeline', 'ticket_filter'].includes(clause))
  if (!missed.includes('own')) return shared
  const ofCompany = missed.filter((clause) => ['of_company', 'company_mode', 'company_rule', 'not_confidential'].includes(clause))
  return ofCompany.length > 0 ? [...shared, 'own', ...ofCompany] : shared
}

define('cp-staff-rule-tester', StaffRuleTester)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-rule-tester': StaffRuleTester
  }
}
