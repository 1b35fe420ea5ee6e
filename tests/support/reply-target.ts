import { makePasswordHasher } from '../../server/auth/password-hash.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openDatabase } from '../../server/db/open.ts'
import { makeIds } from '../../server/new-id.ts'
import type { SubmitFormResult } from '../../shared/forms.ts'
import { ContactClient } from './contact-client.ts'
import type { ServerProcess } from './server-process.ts'
import { addAccount, password, type AccountIds } from './world-rows.ts'

/** Gives the database of a server the newest schema and one account. Before the server starts. */
export async function prepareDatabase(databaseUrl: string): Promise<AccountIds> {
  const opened = openDatabase(databaseUrl)
  try {
    await migrate(opened)
    const passwordHash = await makePasswordHasher().hash(password)
    return await addAccount(opened.db, makeIds(), 'acme', { passwordHash, permissionMode: 'own' })
  } finally {
    await opened.db.destroy()
  }
}

/** A customer with an open ticket. */
export interface Replier {
  client: ContactClient
  signIn: () => Promise<unknown>
  ticketId: string
  /** Below the portal's address. */
  path: string
}

/** Signs a contact in to a running server and opens a ticket. */
export async function makeReplier(server: ServerProcess, account: AccountIds, who: 'anna' | 'ben' | 'cleo' | 'dan'): Promise<Replier> {
  const client = new ContactClient((path, init) => fetch(new URL(path, server.url), init), server.url, account.portalKey)
  const signIn = () => client.signIn(account.email(who), password)
  await signIn()
  const values = { subject: `Ticket of ${who}`, text: 'It broke.' }
  const response = await client.post('/tickets', { formId: account.formId, values, attachmentIds: [] })
  const { ticket } = (await response.json()) as SubmitFormResult
  return { client, signIn, ticketId: ticket.id, path: `/tickets/${ticket.id}/messages` }
}
