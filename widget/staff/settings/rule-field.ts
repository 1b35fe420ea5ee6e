import { html, type TemplateResult } from 'lit'
import type { RuleSubject } from '../../../shared/filter-rule.ts'
import type { RuleDraft } from '../rules/rule-draft.ts'
import '../rules/rule-editor.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import type { SettingsForm } from './form.ts'

/** A rule of the portal, written in place. */
export function renderRule(form: SettingsForm, name: 'companyRule' | 'ticketFilter', subject: RuleSubject, label: string): TemplateResult {
  const prefix = `${name}.`
  const problems = Object.fromEntries(
    Object.entries(form.problems)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, code]) => [path.slice(prefix.length), code]),
  )
  return html`<div class="sub rule">
    <cp-staff-rule
      id=${name}
      .staff=${form.staff satisfies StaffScope}
      .rule=${form.draft[name] ?? { groups: [] }}
      .subject=${subject}
      .known=${form.properties}
      .problems=${problems}
      .portalId=${form.saved.id}
      .label=${label}
      @cp-staff-rule-changed=${({ detail }: CustomEvent<RuleDraft>) => form.set(name, detail)}
    ></cp-staff-rule>
  </div>`
}
