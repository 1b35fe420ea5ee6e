import type { FieldValue } from '../../../shared/form-values.ts'
import type { SubmitFormResult } from '../../../shared/forms.ts'
import { claimAttachments } from '../../attachments/claim-attachments.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import { checkSubmission } from '../../forms/check-submission.ts'
import { findForm, listFormsOfPortal, type Form } from '../../forms/form.repo.ts'
import { resolveFields } from '../../forms/resolve-form.ts'
import { once, type OnceKey } from '../../http/idempotency.ts'
import type { PortalRow } from '../../portal/portal.table.ts'
import { notifyContacts } from '../../threads/notify-contacts.ts'
import { addTicket } from '../../tickets/add-ticket.ts'
import { countColleagueLookup, findColleague } from '../../tickets/find-colleague.ts'
import { indexTicket } from '../../tickets/index-ticket.repo.ts'
import { markTicketRead } from '../../tickets/read-state.ts'
import { addMessage } from '../../tickets/message.repo.ts'
import { findFirstStage, findStage } from '../../tickets/pipeline.repo.ts'
import { listProperties, setPropertyValue } from '../../tickets/property.repo.ts'
import { addThread } from '../../tickets/thread.repo.ts'
import { summariseTicket } from '../../tickets/summarise-tickets.ts'
import { findTicket } from '../../tickets/ticket.repo.ts'
import type { ContactViewer } from '../../viewer.ts'

/**
 * Files a new ticket: one per submission (S103), in the form's pipeline, with the text as first message of a thread in
 * the form's inbox. The requester is the signed-in contact, whatever was typed (D10), or, where the portal lets colleagues be
 * involved, the colleague it is filed for: then the signed-in contact is copied in and stays the author (B10).
 *
 * @throws AppError `form_not_found` when the portal has no such form, `invalid_request` with the fields at fault, `too_many_requests`,
 *   `attachment_not_found`, `idempotency_key_reused`.
 */
export async function submitForm(
  deps: Deps,
  viewer: ContactViewer,
  portal: PortalRow,
  body: { formId: string; values: Record<string, FieldValue>; attachmentIds: readonly string[]; requesterEmail?: string | undefined },
  onceKey: OnceKey,
): Promise<SubmitFormResult> {
  const isConnected = (await listFormsOfPortal(deps.db, portal)).some(({ id }) => id === body.formId)
  const form = isConnected ? await findForm(deps.db, portal.account_id, body.formId) : undefined
  const stage = form && (await findOpenStage(deps.db, portal.account_id, form))
  if (!form || !stage) throw new AppError('form_not_found')
  const fields = resolveFields(form.fields, await listProperties(deps.db, portal.account_id))
  const submission = checkSubmission(fields, body.values, body.attachmentIds.length, portal.language)
  if (body.requesterEmail !== undefined) {
    if (!viewer.allows.canInvolveColleagues)
      throw new AppError('invalid_request', 'requesterEmail', { fields: { requesterEmail: 'unknown_field' } })
    await countColleagueLookup(deps, viewer)
  }
  const at = deps.now()
  return write(deps, viewer.accountId, (tx) =>
    once(tx, viewer, onceKey, at, async () => {
      const requester = await findRequester(tx, viewer, body.requesterEmail)
      const ticket = await addTicket(
        tx,
        deps,
        viewer,
        {
          subject: submission.subject,
          pipelineId: stage.pipeline_id,
          stageId: stage.id,
          requester: { id: requester.id, companyId: requester.company_id },
          filedBy: { id: viewer.contactId },
        },
        at,
      )
      for (const { property, value } of submission.properties) await setPropertyValue(tx, property, ticket.id, value)
      const thread = await addThread(tx, {
        account_id: viewer.accountId,
        id: deps.newId(),
        inbox_id: form.inboxId ?? portal.default_inbox_id,
        ticket_id: ticket.id,
        contact_id: viewer.contactId,
        subject: submission.subject,
        channelKind: 'form',
        at,
      })
      const message = await addMessage(tx, thread, {
        id: deps.newId(),
        direction: 'inbound',
        contact_id: viewer.contactId,
        staff_id: null,
        author_name: viewer.name,
        html: null,
        text: submission.text,
        created_at: at,
      })
      await claimAttachments(tx, viewer, body.attachmentIds, message.id)
      await markTicketRead(tx, ticket, viewer.contactId, at, at)
      await indexTicket(tx, ticket)
      await notifyContacts(tx, deps, viewer.accountId, ticket.id, 'ticket_received')
      await recordEvent(tx, viewer, at, {
        kind: 'message.added',
        ticketId: ticket.id,
        threadId: thread.id,
        messageId: message.id,
        isPublic: true,
      })
      const row = await findTicket(tx, viewer, ticket.id)
      // A form may file into a pipeline that its portal does not show; the sender still hears the number.
      return {
        ticket: await summariseTicket(
          tx,
          portal,
          row ?? {
            id: ticket.id,
            number: ticket.number,
            subject: submission.subject,
            pipeline_id: stage.pipeline_id,
            stage_id: stage.id,
            is_closed: 0,
            created_at: at,
            last_activity_at: at,
            requester_name: requester.name,
            read_up_to: at,
            waits_for_contact: 0,
            own_role: requester.id === viewer.contactId ? 'requester' : 'copied',
          },
        ),
      }
    }),
  )
}

/** Where a ticket begins: the form's stage; without one, or with one that is gone or closed, the first open one there is. */
async function findOpenStage(db: Db, accountId: string, form: Form) {
  const stage = form.stageId === null ? undefined : await findStage(db, accountId, form.stageId)
  if (stage?.is_closed === 0) return stage
  const inPipeline = form.pipelineId ?? undefined
  const first = inPipeline && (await findFirstStage(db, accountId, { pipelineId: inPipeline, isClosed: 0 }))
  return first || findFirstStage(db, accountId, { isClosed: 0 })
}

/** @throws AppError `invalid_request` when the address is no colleague's, whoever else has it. */
async function findRequester(tx: Tx, viewer: ContactViewer, email: string | undefined) {
  if (email === undefined) return { id: viewer.contactId, name: viewer.name, company_id: viewer.companyId }
  const colleague = await findColleague(tx, viewer, email)
  if (!colleague) throw new AppError('invalid_request', 'no such colleague', { fields: { requesterEmail: 'not_a_colleague' } })
  return colleague
}
