import { createHash } from 'node:crypto'
import { guarded } from '../../server/db/index.ts'
import { transact } from '../../server/db/transact.ts'
import { addMessage } from '../../server/tickets/message.repo.ts'
import type { World } from './world.ts'

/** A mail that has come in. */
export interface Mail {
  html: string
  createdAt?: string
  /** Pictures by their Content-ID. */
  pictures?: Record<string, Uint8Array<ArrayBuffer>>
}

/** Puts a mail of Anna's into the newest thread of a ticket, as a channel would. @returns the message's id. */
export async function receiveMail(world: World, ticketId: string, mail: Mail): Promise<string> {
  const { deps, acme } = world
  const { accountId } = acme
  const tables = guarded(deps.db)
  const thread = await tables
    .selectFrom('thread')
    .select(['account_id', 'id'])
    .where('account_id', '=', accountId)
    .where('ticket_id', '=', ticketId)
    .orderBy('last_message_at', 'desc')
    .executeTakeFirstOrThrow()
  const id = deps.newId()
  const at = mail.createdAt ?? deps.now()
  const pictures = Object.entries(mail.pictures ?? {})
  await transact(deps.db, (tx) =>
    addMessage(tx, thread, {
      id,
      direction: 'inbound',
      contact_id: acme.contacts.anna,
      staff_id: null,
      author_name: 'Anna',
      html: mail.html,
      contentIds: pictures.map(([contentId]) => contentId),
      created_at: at,
    }),
  )
  for (const [contentId, bytes] of pictures) {
    const store_key = createHash('sha256').update(`${id} ${contentId}`).digest('hex').slice(0, 40)
    await deps.files.write(store_key, new Blob([bytes]).stream(), bytes.length)
    await tables
      .insertInto('attachment')
      .values({
        account_id: accountId,
        id: deps.newId(),
        message_id: id,
        session_id: 'mail',
        file_name: `${contentId}.png`,
        media_type: 'image/png',
        content_id: contentId,
        size_bytes: bytes.length,
        sha256: '',
        store_key,
        created_at: at,
      })
      .execute()
  }
  return id
}
