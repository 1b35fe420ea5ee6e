import type { SubmitFormResult, SupportForm } from '../../shared/forms.ts'
import type { PortalSettings, UpdatePortalBody } from '../../shared/portal.ts'
import type { World } from './world.ts'

type ContactName = 'anna' | 'ben' | 'cleo' | 'dan'

/** What somebody else does while a test runs in the browser. */
export type Deed =
  | { name: 'openTicket'; as: ContactName; subject: string; text: string }
  | { name: 'contactReplies'; as: ContactName; ticketId: string; text: string }
  | { name: 'agentReplies'; ticketId: string; text: string }
  | { name: 'agentNotes'; ticketId: string; text: string }
  | { name: 'closeTicket' | 'reopenTicket' | 'hideTicket'; ticketId: string }
  /** Ends every session of the contact, as another device would. */
  | { name: 'endSessions'; as: ContactName }
  | { name: 'advanceClock'; seconds: number }
  /** An administrator saves other settings of the first account's portal. */
  | { name: 'changePortal'; changes: Omit<UpdatePortalBody, 'version'> }

/**
 * Does it through the API, as the one who would do it.
 *
 * @returns what the API answered: `openTicket` gives the ticket.
 * @throws Error with the answer when it was refused.
 */
export async function actIn(world: World, deed: Deed): Promise<unknown> {
  switch (deed.name) {
    case 'openTicket': {
      const contact = await world.contact(deed.as)
      const form = (await read(contact.get('/form'))) as SupportForm
      const body = { formId: form.id, values: { subject: deed.subject, text: deed.text }, attachmentIds: [] }
      return ((await read(contact.post('/tickets', body))) as SubmitFormResult).ticket
    }
    case 'contactReplies':
      return read((await world.contact(deed.as)).post(`/tickets/${deed.ticketId}/messages`, { text: deed.text, attachmentIds: [] }))
    case 'agentReplies':
    case 'agentNotes': {
      const agent = await world.staff('agent')
      const body = { text: deed.text, isInternal: deed.name === 'agentNotes', attachmentIds: [] }
      return read(agent.post(`/tickets/${deed.ticketId}/messages`, body))
    }
    case 'closeTicket':
      return read((await world.staff('agent')).post(`/tickets/${deed.ticketId}/closure`))
    case 'reopenTicket':
      return read((await world.staff('agent')).fetch(`/tickets/${deed.ticketId}/closure`, { method: 'DELETE' }))
    case 'hideTicket':
      return read((await world.staff('agent')).json('PUT', `/tickets/${deed.ticketId}/hidden`, { isHidden: true }))
    case 'endSessions': {
      const contact = await world.contact(deed.as)
      const { sessions } = (await read(contact.get('/sessions'))) as { sessions: { id: string; isCurrent: boolean }[] }
      const others = sessions.filter((session) => !session.isCurrent)
      await Promise.all(others.map((session) => read(contact.fetch(`/sessions/${session.id}`, { method: 'DELETE' }))))
      return { ended: others.length }
    }
    case 'changePortal': {
      const admin = await world.staff('admin')
      const path = `/portals/${world.acme.portalId}`
      const { version } = (await read(admin.get(path))) as PortalSettings
      return read(admin.json('PATCH', path, { ...deed.changes, version }))
    }
    case 'advanceClock':
      world.advance(deed.seconds)
      return {}
  }
}

async function read(answer: Promise<Response>): Promise<unknown> {
  const response = await answer
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as unknown)
}
