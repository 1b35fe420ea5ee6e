import { vi } from 'vitest'
import { openWorld, type World, type WorldOptions } from '../../support/world.ts'

const seen = new WeakMap<World, number>()

/** Runs what is queued and gives the mails that left since the last look: the worker of the world is at work too. */
export async function mailsOf(world: World) {
  await world.runJobs()
  // Mails to one address leave one after the other, and look again after ten seconds.
  for (let round = 0; round < 10 && (await hasWaiting(world)); round += 1) {
    world.advance(11)
    await world.runJobs()
  }
  const from = seen.get(world) ?? 0
  seen.set(world, world.sentMails.length)
  return world.sentMails.slice(from)
}

async function hasWaiting(world: World): Promise<boolean> {
  const waiting = await world.deps.db.selectFrom('mail').select('id').where('state', '=', 'queued').where('error', 'is', null).execute()
  return waiting.length > 0
}

/** The token of the link in a mail. */
export function tokenIn(mail: { text: string } | undefined): string {
  const token = /[?&]token=(cpl_[\w-]{43})\n/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error(`no link in ${mail?.text}`)
  return token
}

/** The token of the link in a mail to somebody of a team. */
export function staffTokenIn(mail: { text: string } | undefined): string {
  const token = /#(cpt_[\w-]{43})\n/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error(`no link in ${mail?.text}`)
  return token
}

/** The code in a mail. */
export function codeIn(mail: { text: string } | undefined): string {
  const code = /^(\d{8})$/m.exec(mail?.text ?? '')?.[1]
  if (code === undefined) throw new Error(`no code in ${mail?.text}`)
  return code
}

/** What an answer is, but for what differs from request to request by nature. */
export async function comparable(response: Response) {
  const text = (await response.text()).replace(/"requestId":"[^"]*"/, '')
  return { status: response.status, text, headers: [...response.headers].filter(([name]) => name !== 'x-request-id') }
}

/** A world whose worker does nothing by itself, so that the statements of a request are its own. */
export async function openStillWorld(options?: WorldOptions): Promise<World> {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  try {
    const world = await openWorld(options)
    world.deps.bus.publish = () => Promise.resolve()
    return world
  } finally {
    vi.useRealTimers()
  }
}
