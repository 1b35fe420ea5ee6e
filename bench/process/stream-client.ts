// The process that listens: started by streams.ts. It opens its streams, says "open", and tells at "stop" what arrived when.
import { createPrivateKey } from 'node:crypto'
import { Agent, get } from 'node:http'
import { siteOrigin } from '../data/account.ts'
import { makeProver } from './proof.ts'
import type { Arrivals, StreamJob } from './stream-job.ts'

const arrivals: Arrivals = {}
const now = () => performance.timeOrigin + performance.now()

process.once('message', (job) => void run(job as StreamJob))

async function run({ url, portalKey, sessions, streamsPerSession }: StreamJob): Promise<void> {
  const settings = await fetch(`${url}/api/v1/portals/${portalKey}`)
  const { dpopNonce } = (await settings.json()) as { dpopNonce: string }
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const liveUrl = `${url}/api/v1/portals/${portalKey}/live`
  for (const { privateKeyPem, ...session } of sessions) {
    const prove = makeProver({ ...session, privateKey: createPrivateKey(privateKeyPem) })
    const opened = Array.from({ length: streamsPerSession }, () =>
      open(liveUrl, agent, { Origin: siteOrigin, Authorization: `DPoP ${session.accessToken}`, DPoP: prove('GET', liveUrl, dpopNonce) }),
    )
    await Promise.all(opened)
  }
  process.send?.('open')
  await new Promise((resolve) => process.once('message', resolve))
  process.send?.(arrivals, () => process.exit())
}

/** Opens a stream and waits for its `ready`. */
function open(url: string, agent: Agent, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`A stream was refused: ${response.statusCode}`))
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        if (text.includes('event: ready') || text.includes('event:ready')) resolve()
        for (const [, messageId = ''] of text.matchAll(/"messageId":"([^"]+)"/g)) (arrivals[messageId] ??= []).push(now())
      })
      response.on('error', reject)
    }).on('error', reject)
  })
}
