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
})
