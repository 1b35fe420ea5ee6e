import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { guarded } from '../../server/db/index.ts'
import { openDatabase } from '../../server/db/open.ts'
import { makeIds } from '../../server/new-id.ts'
import { addTicket } from '../../server/tickets/add-ticket.ts'
import { transact } from '../../server/db/transact.ts'
import { prepareDatabase } from './reply-target.ts'
import type { Race } from './reply-racer.ts'

/** What several processes were told, and what is in the database. */
export interface RaceReport {
  /** Of each process, the answer to each of its replies as it would be sent. */
  answers: string[][]
  /** Texts of the ticket's messages. */
  stored: string[]
}

/** Lets processes write the same replies, each with the same key, to one ticket of one database at the same time. */
export async function raceReplies(databaseUrl: string, options: { processes: number; replies: number }): Promise<RaceReport> {
  const account = await prepareDatabase(databaseUrl)
  const { db } = openDatabase(databaseUrl)
  try {
    const newId = makeIds()
    const ticket = await transact(db, (tx) =>
      addTicket(
        tx,
        { newId },
        { kind: 'system', accountId: account.accountId },
        {
          subject: 'Race',
          pipelineId: account.supportPipelineId,
          stageId: account.openStageId,
          requester: { id: account.contacts.anna, companyId: null },
        },
        new Date().toISOString(),
      ),
    )
    const race: Race = {
      databaseUrl,
      portalKey: account.portalKey,
      contactId: account.contacts.anna,
      ticketId: ticket.id,
      replies: options.replies,
    }
    const answers = await run(race, options.processes)
    const rows = await guarded(db).selectFrom('message').select('text').where('account_id', '=', account.accountId).execute()
    return { answers, stored: rows.map(({ text }) => text) }
  } finally {
    await db.destroy()
  }
}

async function run(race: Race, processes: number): Promise<string[][]> {
  const racers = Array.from({ length: processes }, () =>
    fork(join(import.meta.dirname, 'reply-racer.ts'), { execArgv: [], env: { ...process.env, RACE: JSON.stringify(race) } }),
  )
  try {
    await Promise.all(racers.map(messageOf))
    const answers = racers.map(messageOf)
    for (const racer of racers) racer.send('go')
    return (await Promise.all(answers)) as string[][]
  } finally {
    for (const racer of racers) racer.kill('SIGKILL')
  }
}

function messageOf(racer: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A process ended with ${code}.`))
    racer.once('exit', ended)
    racer.once('message', (message) => {
      racer.removeListener('exit', ended)
      resolve(message)
    })
  })
}
