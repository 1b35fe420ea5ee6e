import { expect } from '@open-wc/testing'
import { inboxHref, parseRoute, type StaffRoute, ticketHref, ticketsHref } from '../../../widget/staff/base/routes.ts'
import { describe, it } from '../support/mocha.ts'

const read = (path: string) => parseRoute(new URL(path, 'https://b.example'))

describe('addresses of the staff pages', () => {
  const routes: Record<string, StaffRoute> = {
    '/staff': { page: 'inbox', threadId: null, inboxId: null, state: 'open', q: '' },
    '/staff/': { page: 'inbox', threadId: null, inboxId: null, state: 'open', q: '' },
    '/staff/threads/t1?inbox=i1&state=all&q=two%20words': { page: 'inbox', threadId: 't1', inboxId: 'i1', state: 'all', q: 'two words' },
    '/staff?state=nonsense': { page: 'inbox', threadId: null, inboxId: null, state: 'open', q: '' },
    '/staff/tickets?status=closed': { page: 'tickets', status: 'closed', q: '' },
    '/staff/tickets/t1': { page: 'ticket', ticketId: 't1' },
    '/staff/settings?portal=p1': { page: 'settings', section: null, portalId: 'p1' },
    '/staff/settings/people?portal=p1': { page: 'settings', section: 'people', portalId: 'p1' },
    '/staff/settings/elsewhere': { page: 'unknown' },
    '/staff/contacts/c1': { page: 'contact', contactId: 'c1' },
    '/staff/outbox': { page: 'outbox' },
    '/staff/threads': { page: 'unknown' },
    '/staff/tickets/t1/more': { page: 'unknown' },
    '/p/support': { page: 'unknown' },
  }
  for (const [path, route] of Object.entries(routes)) {
    it(`are read: ${path}`, () => {
      expect(read(path)).to.deep.equal(route)
    })
  }

  it('are written as they are read, without what goes without saying', () => {
    expect(inboxHref({ state: 'open', q: '' })).to.equal('/staff')
    expect(inboxHref({ threadId: 't1', inboxId: 'i1', state: 'closed', q: 'a&b' })).to.equal(
      '/staff/threads/t1?inbox=i1&state=closed&q=a%26b',
    )
    expect(ticketsHref({ status: 'all', q: '' })).to.equal('/staff/tickets')
    expect(read(ticketsHref({ status: 'open', q: '#7' }))).to.deep.equal({ page: 'tickets', status: 'open', q: '#7' })
    expect(read(ticketHref('t1'))).to.deep.equal({ page: 'ticket', ticketId: 't1' })
  })
})
