import { expect } from '@open-wc/testing'
import { type Backend, openBackend } from './backend.ts'
import { afterEach, beforeEach, describe, it } from './mocha.ts'

describe('the fault switch before the backend', () => {
  let backend: Backend

  beforeEach(async () => {
    backend = await openBackend()
  })

  afterEach(() => backend.close())

  it('lets the page read an error that the app never gave', async () => {
    await backend.setFaults({ path: '/healthz', kind: 'error', status: 503, code: 'busy', times: 1 })
    const response = await fetch(`${backend.url}/healthz`)
    expect(response.status).to.equal(503)
    expect((await response.json()).code).to.equal('busy')
  })

  it('cuts connections', async () => {
    await backend.setFaults({ path: '/healthz', kind: 'offline' })
    const error: unknown = await fetch(`${backend.url}/healthz`).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(TypeError)
  })

  it('stands before the real app, where others act meanwhile', async () => {
    const portal = await fetch(`${backend.url}/api/v1/portals/${backend.portalKey}`)
    expect((await portal.json()).title).to.equal('acme support')
    const ticket = await backend.act<{ id: string; number: number }>({
      name: 'openTicket',
      as: 'anna',
      subject: 'Till',
      text: 'It is stuck.',
    })
    expect(ticket.number).to.equal(1)
    await backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Pull twice.' })
    await backend.act({ name: 'closeTicket', ticketId: ticket.id })
    await backend.act({ name: 'reopenTicket', ticketId: ticket.id })
    await backend.act({ name: 'hideTicket', ticketId: ticket.id })
    expect(await backend.act({ name: 'endSessions', as: 'anna' })).to.deep.equal({ ended: 1 })
  })
})
