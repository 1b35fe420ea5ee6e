import { expect, test } from 'vitest'
import { FaultSwitch, type NodeEnv } from './fault-switch.ts'

const env: NodeEnv = { incoming: { socket: { destroy: () => undefined } } }
const get = (path: string) => new Request(`http://127.0.0.1${path}`)

test('a request that no fault fits reaches the app', async () => {
  const faults = new FaultSwitch(() => new Response('app'))
  faults.set([{ path: '^/other', kind: 'error' }])
  expect(await (await faults.fetch(get('/tickets'), env)).text()).toBe('app')
  expect(faults.requests).toEqual(['GET /tickets'])
})

test('an error fault answers with its status and code until it is spent', async () => {
  const faults = new FaultSwitch(() => new Response('app'))
  faults.set([{ path: '/tickets', kind: 'error', status: 503, code: 'busy', retryAfterSeconds: 2, times: 1 }])
  const answer = await faults.fetch(get('/tickets'), env)
  expect([answer.status, answer.headers.get('Retry-After'), (await answer.json()).code]).toEqual([503, '2', 'busy'])
  expect((await faults.fetch(get('/tickets'), env)).status).toBe(200)
})

test('a held request goes on when the faults are cleared', async () => {
  const faults = new FaultSwitch(() => new Response('app'))
  faults.set([{ path: '/tickets', kind: 'pending' }])
  let answered = false
  const answer = Promise.resolve(faults.fetch(get('/tickets'), env)).then((response) => {
    answered = true
    return response
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).toBe(false)
  faults.set([])
  expect(await (await answer).text()).toBe('app')
})

test('an offline fault cuts the connection', async () => {
  let isCut = false
  const faults = new FaultSwitch(() => new Response('app'))
  faults.set([{ path: '/tickets', kind: 'offline' }])
  await faults.fetch(get('/tickets'), { incoming: { socket: { destroy: () => (isCut = true) } } })
  expect(isCut).toBe(true)
})
