// The process that asks: started by load.ts, one job, then it ends. Proofs are signed before anything is measured.
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { siteOrigin } from '../data/account.ts'
import type { LoadJob, LoadRequest, LoadResult } from './load-job.ts'
import { makeProver } from './proof.ts'

interface Prepared {
  method: string
  path: string
  headers: Record<string, string | number>
  body: string | undefined
}

process.once('message', (job) => void run(job as LoadJob))

async function run(job: LoadJob): Promise<void> {
  const prepared = await prepare(job)
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections })
  await send(job, agent, prepared.slice(0, job.warmup))
  process.send?.('warm')
  await new Promise((resolve) => process.once('message', resolve))
  const result = await send(job, agent, prepared.slice(job.warmup))
  process.send?.(result, () => {
    agent.destroy()
    process.disconnect()
  })
}

async function prepare(job: LoadJob): Promise<Prepared[]> {
  const nonce = job.portalKey ? await readNonce(`${job.url}/api/v1/portals/${job.portalKey}`) : ''
  const provers = job.sessions.map(({ privateKeyPem, ...session }) =>
    makeProver({ ...session, privateKey: createPrivateKey(privateKeyPem) }),
  )
  const prepared: Prepared[] = []
  for (let index = 0; index < job.warmup + job.count; index += 1) {
    const request = job.requests[index % job.requests.length]
    if (!request) throw new Error('a load needs requests')
    const { method, path, body } = request
    const htu = job.url + path.split('?')[0]
    const prove = request.session === undefined ? undefined : provers[request.session]
    const token = request.session === undefined ? undefined : job.sessions[request.session]?.accessToken
    prepared.push({
      method,
      path,
      body,
      headers: {
        Origin: siteOrigin,
        ...(body !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'Idempotency-Key': randomUUID(),
        }),
        ...(prove && { Authorization: `DPoP ${token}`, DPoP: prove(method, htu, nonce) }),
        ...(request.isSignIn && { DPoP: makeSignInProof(request, htu, nonce) }),
      },
    })
  }
  return prepared
}

const signInKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })

function makeSignInProof({ method }: LoadRequest, htu: string, nonce: string): string {
  const { x = '', y = '' } = signInKey.publicKey.export({ format: 'jwk' })
  return makeProver({ accessToken: '', privateKey: signInKey.privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y } })(method, htu, nonce)
}

async function readNonce(settingsUrl: string): Promise<string> {
  const response = await fetch(settingsUrl)
  const { dpopNonce } = (await response.json()) as { dpopNonce: string }
  return dpopNonce
}

/** Sends the requests over `connections` connections, the next one on each as soon as the one before is answered. */
async function send({ url, connections }: LoadJob, agent: Agent, requests: readonly Prepared[]): Promise<LoadResult> {
  const latenciesMs: number[] = []
  let bytesEach = 0
  let next = 0
  async function worker(): Promise<void> {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const startedAt = performance.now()
      bytesEach = await exchange(url, agent, request)
      latenciesMs.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  return { elapsedMs: performance.now() - startedAt, latenciesMs: latenciesMs.sort((a, b) => a - b), bytesEach }
}

function exchange(url: string, agent: Agent, { method, path, headers, body }: Prepared): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url + path, { method, headers, agent }, (response) => {
      let bytes = 0
      let text = ''
      const isGood = (response.statusCode ?? 0) < 300
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (!isGood) text += chunk.toString()
      })
      response.on('end', () => (isGood ? resolve(bytes) : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`))))
    })
    request.on('error', reject)
    request.end(body)
  })
}
