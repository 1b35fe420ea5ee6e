import type { FieldSettings, FormField, FormProblem, FormFieldType } from '../../shared/forms.ts'
import type { PropertyOption } from '../../shared/properties.ts'
import type { Pipeline } from '../../shared/tickets.ts'
import { ownPropertyName } from '../tickets/property.repo.ts'
import type { PropertyRow } from '../tickets/property.table.ts'
import type { Form } from './form.repo.ts'

/** A field with what its property says of it today. */
export interface ResolvedField extends FieldSettings {
  /** The property that it fills; undefined for the ticket's own subject and text, and for what is none. */
  property?: PropertyRow
}

/** Labels of what every ticket has. */
const builtIn: Record<string, Record<string, string>> = {
  subject: { en: 'Subject', nb: 'Emne' },
  text: { en: 'How can we help?', nb: 'Hva kan vi hjelpe med?' },
}

/** Whether a field fills a property of the account's own. */
export function isPropertyField(name: string): boolean {
  return name.startsWith('ticket.custom.')
}

/** Whether a field of this type can fill a property of that type. */
export function fits(type: FormFieldType, property: PropertyRow): boolean {
  return type === property.type || (type === 'long_text' && property.type === 'text')
}

/** A form's fields as they are filled in today: those whose property was deleted are left out. */
export function resolveFields(fields: readonly FieldSettings[], properties: readonly PropertyRow[]): ResolvedField[] {
  const own = new Map(properties.filter(({ object }) => object === 'ticket').map((row) => [ownPropertyName(row), row]))
  return fields.flatMap((field): ResolvedField[] => {
    if (!isPropertyField(field.name)) return [{ ...field, labels: { ...builtIn[field.name], ...filled(field.labels) } }]
    const property = own.get(field.name)
    if (!property || !fits(field.type, property)) return []
    const hasOptions = property.type === 'choice' || property.type === 'choices'
    return [
      {
        ...field,
        labels: { ...(JSON.parse(property.labels) as Record<string, string>), ...filled(field.labels) },
        ...(hasOptions && { options: JSON.parse(property.options) as PropertyOption[] }),
        property,
      },
    ]
  })
}

/** A field as customers get it. */
export function presentField(field: ResolvedField): FormField {
  const { property: _property, isHidden: _isHidden, ...shown } = field
  return shown
}

/** What keeps a form from being connected (D15), then what is amiss with it. */
export function problemsOf(form: Form, properties: readonly PropertyRow[], pipelines: readonly Pipeline[]): FormProblem[] {
  const resolved = new Set(resolveFields(form.fields, properties).map(({ name }) => name))
  const stages = pipelines.flatMap((pipeline) => pipeline.stages)
  const hasStage = form.stageId === null || stages.some(({ id, isClosed }) => id === form.stageId && !isClosed)
  return [
    ...(resolved.has('subject') ? [] : [{ code: 'subject_missing' as const, field: null }]),
    ...(form.inboxId === null ? [{ code: 'inbox_missing' as const, field: null }] : []),
    ...form.fields
      .filter(({ name }) => isPropertyField(name) && !resolved.has(name))
      .map(({ name }) => ({ code: 'property_missing' as const, field: name })),
    ...(hasStage ? [] : [{ code: 'stage_missing' as const, field: null }]),
  ]
}

/** Whether a portal can have a form with these problems. */
export function isConnectable(problems: readonly FormProblem[]): boolean {
  return problems.every(({ code }) => code === 'property_missing' || code === 'stage_missing')
}

function filled(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([, text]) => text.trim() !== ''))
}
