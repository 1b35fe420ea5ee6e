import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { listOutdatedMarkup, replaceMarkup } from './message.repo.ts'
import { sanitiseHtml, sanitiserVersion } from './sanitise-html.ts'

const atOnce = 50

/** Makes messages safe anew that an older sanitiser made safe, some at a time. What they say without markup stays as it was. */
export async function redoMarkup(deps: Pick<Deps, 'db'>): Promise<void> {
  const messages = await listOutdatedMarkup(deps.db, sanitiserVersion, atOnce)
  const redone = messages.map((message) => ({ ...message, safe: sanitiseHtml(message.html, message.contentIds) }))
  if (redone.length === 0) return
  await transact(deps.db, async (tx) => {
    for (const message of redone) await replaceMarkup(tx, message, { html: message.safe.html, sanitiser_version: sanitiserVersion })
  })
}
