import { builtInProperties, readPropertyName, type BuiltInProperty } from '../../shared/filter-rule.ts'
import type { Property, PropertyOption } from '../../shared/properties.ts'
import type { Pipeline } from '../../shared/tickets.ts'
import { ownPropertyName } from './property.repo.ts'
import type { PropertyRow } from './property.table.ts'

const labels: Record<BuiltInProperty, { en: string; nb: string }> = {
  'ticket.number': { en: 'Number', nb: 'Nummer' },
  'ticket.subject': { en: 'Subject', nb: 'Emne' },
  'ticket.pipeline': { en: 'Pipeline', nb: 'Pipeline' },
  'ticket.stage': { en: 'Stage', nb: 'Trinn' },
  'ticket.status': { en: 'Status', nb: 'Status' },
  'ticket.created_at': { en: 'Create date', nb: 'Opprettet' },
  'ticket.last_activity_at': { en: 'Last activity date', nb: 'Siste aktivitet' },
  'ticket.requester_name': { en: 'Name of the requester', nb: 'Navn på innsender' },
  'ticket.requester_email': { en: 'Address of the requester', nb: 'Adresse til innsender' },
  'contact.name': { en: 'Name', nb: 'Navn' },
  'contact.email': { en: 'E-mail address', nb: 'E-postadresse' },
  'contact.language': { en: 'Language', nb: 'Språk' },
  'contact.created_at': { en: 'Create date', nb: 'Opprettet' },
  'company.name': { en: 'Name of the company', nb: 'Firmanavn' },
}

/** Pipelines and stages that were deleted, with what they were called. */
export interface DeletedPlaces {
  pipelines: readonly { id: string; name: string }[]
  stages: readonly { id: string; labels: Record<string, string> }[]
}

/** Everything that rules of an account may ask for: what every account has, then its own. `gone`: what rules of before may name. */
export function presentProperties(
  rows: readonly PropertyRow[],
  pipelines: readonly Pipeline[],
  gone: DeletedPlaces = { pipelines: [], stages: [] },
): Property[] {
  const isGone = true as const
  const listed: Partial<Record<BuiltInProperty, NonNullable<Property['options']>>> = {
    'ticket.pipeline': [
      ...pipelines.map(({ id, name }) => ({ value: id, labels: { en: name } })),
      ...gone.pipelines.map(({ id, name }) => ({ value: id, labels: { en: name }, isGone })),
    ],
    'ticket.stage': [
      ...pipelines.flatMap(({ stages }) => stages.map((stage) => ({ value: stage.id, labels: stage.labels }))),
      ...gone.stages.map(({ id, labels: called }) => ({ value: id, labels: called, isGone })),
    ],
    'ticket.status': [
      { value: 'open', labels: { en: 'Open', nb: 'Åpen' } },
      { value: 'closed', labels: { en: 'Closed', nb: 'Lukket' } },
    ],
  }
  const builtIn = (Object.keys(builtInProperties) as BuiltInProperty[]).map((name) => ({
    name,
    object: readPropertyName(name)?.object ?? 'ticket',
    type: builtInProperties[name].type,
    id: null,
    labels: labels[name],
    options: listed[name] ?? null,
  }))
  return [...builtIn, ...rows.map(presentProperty)]
}

/** A property of the account's own. */
export function presentProperty(row: PropertyRow): Property {
  return {
    name: ownPropertyName(row),
    object: row.object,
    type: row.type,
    id: row.id,
    labels: JSON.parse(row.labels) as Record<string, string>,
    version: row.version,
    options: row.type === 'choice' || row.type === 'choices' ? (JSON.parse(row.options) as PropertyOption[]) : null,
  }
}
