import type { TicketDetail, TicketSummary } from '../../shared/tickets.ts'
import type { ListFrame } from '../tickets/list-frame.ts'
import type { TicketContactRow } from '../tickets/ticket.table.ts'
import type { ContactViewer } from '../viewer.ts'

const order: readonly TicketContactRow['role'][] = ['requester', 'copied', 'added']

/** The contacts of a ticket as one of its readers sees them: no address, who opened it first. */
export function presentPeople(
  rows: readonly { id: string; name: string; role: TicketContactRow['role'] }[],
  viewer: ContactViewer,
): TicketDetail['people'] {
  return rows
    .map(({ id, name, role }) => ({ contactId: id, name, role, isMe: id === viewer.contactId }))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name, 'en'))
}

/** The way of a ticket through its pipeline, where the portal shows stages. */
export function presentSteps(frame: ListFrame, ticket: { pipeline_id: string; stage_id: string }): TicketDetail['steps'] {
  if (!frame.stages) return null
  return [...frame.stages.values()]
    .filter(({ pipelineId }) => pipelineId === ticket.pipeline_id)
    .map(({ id, labels, isClosed }) => ({ labels, isClosed, isCurrent: id === ticket.stage_id }))
}

/** What the ticket has of the properties that the admin shows. A choice that was deleted since is called what it was. */
export function presentShown(frame: ListFrame, values: TicketSummary['values']): TicketDetail['properties'] {
  return frame.properties.flatMap(({ name, type, labels, choices }) => {
    const value = values[name]
    if (value === undefined) return []
    const labelOf = (chosen: string) => choices?.find((choice) => choice.value === chosen)?.labels ?? { en: chosen }
    const valueLabels = choices === null ? null : [value].flat().map((chosen) => labelOf(String(chosen)))
    return [{ name, type, labels, value, valueLabels }]
  })
}
