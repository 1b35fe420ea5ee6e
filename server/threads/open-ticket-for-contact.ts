import type { StaffOpenTicketBody, StaffTicket } from '../../shared/tickets.ts'
import { findOrAddContact } from '../contacts/contact.repo.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import { once, type OnceKey } from '../http/idempotency.ts'
import { addTicket } from '../tickets/add-ticket.ts'
import { indexTicket } from '../tickets/index-ticket.repo.ts'
import { findFirstStage } from '../tickets/pipeline.repo.ts'
import { presentStaffTicket } from '../tickets/ticket.presenter.ts'
import { findStaffTicket } from '../tickets/ticket.repo.ts'
import type { StaffViewer } from '../viewer.ts'
import { notifyContacts } from './notify-contacts.ts'

/**
 * Opens a ticket for a customer (S79): it has no thread until somebody writes. An address that no contact has makes one,
 * unverified and without a sign-in.
 *
 * @throws AppError `not_found` when the account has no such pipeline, `idempotency_key_reused`.
 */
export async function openTicketForContact(
  deps: Deps,
  viewer: StaffViewer,
  body: StaffOpenTicketBody,
  onceKey: OnceKey,
): Promise<StaffTicket> {
  const at = deps.now()
  return write(deps, viewer.accountId, (tx) =>
    once(tx, viewer, onceKey, at, async () => {
      const stage = await findFirstStage(tx, viewer.accountId, { pipelineId: body.pipelineId, isClosed: 0 })
      if (!stage) throw new AppError('not_found', 'pipeline')
      const contact = await findOrAddContact(tx, deps, viewer, { email: body.email, name: body.name }, at)
      const ticket = await addTicket(
        tx,
        deps,
        viewer,
        {
          subject: body.subject,
          pipelineId: stage.pipeline_id,
          stageId: stage.id,
          requester: { id: contact.id, companyId: contact.company_id },
        },
        at,
      )
      await indexTicket(tx, ticket)
      await notifyContacts(tx, deps, viewer.accountId, ticket.id, 'ticket_received')
      const row = await findStaffTicket(tx, viewer, ticket.id)
      if (!row) throw new Error(`ticket ${ticket.id} is gone inside its own transaction`)
      return presentStaffTicket(row)
    }),
  )
}
