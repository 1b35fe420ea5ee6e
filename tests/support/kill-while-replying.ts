import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { guarded } from '../../server/db/index.ts'
import { openDatabase } from '../../server/db/open.ts'
import type { ReplyResult } from '../../shared/tickets.ts'
import { makeReplier, prepareDatabase, type Replier } from './reply-target.ts'
import { ServerProcess } from './server-process.ts'

/** What was found when the killing was over. */
export interface KillReport {
  acknowledged: number
  /** Replies that were sent again because no answer came. */
  retried: number
  /** Texts of acknowledged replies that are not in the database, or there under another id. */
  lost: string[]
  /** Texts that are there more than once. */
  doubled: string[]
  /** Texts that are there although nobody was told so. */
  unknown: string[]
  /** SQLite's own check of the file; `ok` on PostgreSQL. */
  integrity: string
}

const afterReadyMaxMs = 150

/**
 * Four customers reply as fast as they can, each reply with a key, again with the same key until it is acknowledged.
 * Meanwhile the server is killed at random moments and started again.
 *
 * @param databaseUrl A PostgreSQL database; undefined for an embedded one.
 */
export async function killWhileReplying(kills: number, databaseUrl?: string): Promise<KillReport> {
  const server = await ServerProcess.create({ databaseUrl })
  try {
    const account = await prepareDatabase(server.databaseUrl)
    await server.start()
    const writers: Writer[] = []
    for (const who of ['anna', 'ben', 'cleo', 'dan'] as const) writers.push(new Writer(server, await makeReplier(server, account, who)))
    const written = writers.map((writer) => writer.run())
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0)
    for (let kill = 0; kill < kills; kill += 1) {
      // Every other time at least one reply gets through, however slow the machine.
      const enough = acknowledged() + (kill % 2)
      await delay(randomInt(afterReadyMaxMs))
      while (acknowledged() < enough) await delay(5)
      await server.end('SIGKILL')
      await server.start()
    }
    for (const writer of writers) writer.isOver = true
    await Promise.all(written)
    await server.end('SIGTERM')
    return await inspect(server.databaseUrl, writers)
  } finally {
    await server.remove()
  }
}

class Writer {
  isOver = false
  retried = 0
  /** Text → id of the message, as acknowledged. */
  readonly acknowledged = new Map<string, string>()
  private readonly server: ServerProcess
  private readonly replier: Replier

  constructor(server: ServerProcess, replier: Replier) {
    this.server = server
    this.replier = replier
  }

  async run(): Promise<void> {
    while (!this.isOver) {
      const key = randomUUID()
      const text = `reply ${key}`
      const { message } = await this.send(key, text)
      this.acknowledged.set(text, message.id)
      // Some clients do not believe the first answer.
      if (randomInt(5) > 0) continue
      const again = await this.send(key, text)
      if (again.message.id !== message.id) throw new Error(`"${text}" was acknowledged twice, as ${message.id} and ${again.message.id}`)
    }
  }

  /** Sends a reply until it is acknowledged. */
  private async send(key: string, text: string): Promise<ReplyResult> {
    const { client, path, signIn } = this.replier
    for (;;) {
      await this.server.whenUp()
      try {
        const response = await client.post(path, { text }, { 'Idempotency-Key': key })
        const body = await response.text()
        if (response.status === 201) return JSON.parse(body) as ReplyResult
        if (response.status === 401) await signIn()
        else if (response.status < 500) throw new Refused(`${response.status} ${body}`)
      } catch (error) {
        if (error instanceof Refused) throw error
        // The connection broke: whether the reply was written is what the client cannot know.
      }
      this.retried += 1
    }
  }
}

class Refused extends Error {}

async function inspect(databaseUrl: string, writers: readonly Writer[]): Promise<KillReport> {
  const { db, dialect } = openDatabase(databaseUrl)
  try {
    const rows = await guarded(db).selectFrom('message').select(['id', 'text']).where('text', 'like', 'reply %').execute()
    const stored = Map.groupBy(rows, ({ text }) => text)
    const acknowledged = new Map(writers.flatMap((writer) => [...writer.acknowledged]))
    const integrity =
      dialect === 'sqlite' ? (await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)).rows[0]?.integrity_check : 'ok'
    return {
      acknowledged: acknowledged.size,
      retried: writers.reduce((sum, writer) => sum + writer.retried, 0),
      lost: [...acknowledged].filter(([text, id]) => !stored.get(text)?.some((row) => row.id === id)).map(([text]) => text),
      doubled: [...stored].filter(([, copies]) => copies.length > 1).map(([text]) => text),
      unknown: [...stored.keys()].filter((text) => !acknowledged.has(text)),
      integrity: integrity ?? 'not told',
    }
  } finally {
    await db.destroy()
  }
}
