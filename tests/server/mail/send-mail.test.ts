import { afterEach, beforeEach, expect, test } from 'vitest'
import { write } from '../../../server/events/write.ts'
import { openMailer } from '../../../server/mail/open-mailer.ts'
import { queueMail } from '../../../server/mail/queue-mail.ts'
import { openWorld, type World } from '../../support/world.ts'
import { openTicket, reply } from '../live/streams.ts'
import { headerOf, SmtpSink } from '../../support/peers/smtp-sink.ts'
import { waitFor } from '../../support/wait-for.ts'

let world: World
let sink: SmtpSink

beforeEach(async () => {
  world = await openWorld()
  sink = new SmtpSink()
  world.deps.mailer = openMailer({ smtpUrl: await sink.start() })
})
afterEach(async () => {
  world.deps.mailer.close()
  await world.close()
  await sink.stop()
})

async function queue(to: string, subject = 'hello', text = 'text'): Promise<void> {
  await write(world.deps, world.acme.accountId, (tx) => queueMail(tx, world.deps, world.acme.accountId, { to, subject, text }))
}

function mails() {
  return world.deps.db
    .selectFrom('mail')
    .select(['id', 'to_address', 'subject', 'message_id', 'state', 'error'])
    .where('account_id', '=', world.acme.accountId)
    .orderBy('id')
    .execute()
}

async function states(): Promise<string[]> {
  return (await mails()).map(({ state }) => state)
}

function failures() {
  return world.deps.db
    .selectFrom('event')
    .select(['kind', 'data', 'is_public'])
    .where('account_id', '=', world.acme.accountId)
    .where('kind', '=', 'mail.failed')
    .execute()
}

// B25
test('an answer reaches the customer as a mail that only notifies, with a link to the ticket', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  await reply(await world.staff('agent'), ticket.id, 'The secret answer.')
  await reply(await world.staff('agent'), ticket.id, 'Between us.', true)
  await waitFor(async () => {
    await world.runJobs()
    world.advance(10)
    expect(await states()).toEqual(['sent', 'sent'])
  })
  const mail = sink.mails.find(({ raw }) => headerOf(raw, 'Subject')?.startsWith('New reply'))
  expect(mail?.to).toEqual([world.acme.email('anna')])
  const raw = mail?.raw ?? ''
  expect(raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(
    `${world.deps.config.publicUrl}/p/${world.acme.slug}#support/tickets/${ticket.id}`,
  )
  expect(headerOf(raw, 'Subject')).toBe(`New reply to #${ticket.number}: The till is stuck`)
  expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated')
  expect((await mails()).map(({ message_id }) => message_id)).toContain(headerOf(raw, 'Message-ID'))
  for (const { raw: any } of sink.mails) expect(any).not.toMatch(/secret answer|Between us/)
})

// T-77
test.each([
  '"a@evil.example x"@acme.example',
  'a@acme.example, b@evil.example',
  'a@acme.example\r\nBcc: b@evil.example',
  'a@acme.example\r\nRCPT TO:<b@evil.example>',
  'Anna <a@acme.example>',
  'a(comment)@acme.example',
  'group:a@acme.example,b@evil.example;',
  'a@acme.example\u2028b@evil.example',
  ' a@acme.example',
  '',
])('the address %j gets nothing, and the mail fails at once', async (to) => {
  await queue(to)
  await waitFor(async () => {
    await world.runJobs()
    expect(await states()).toEqual(['failed'])
  })
  expect(sink.mails).toEqual([])
  expect(await failures()).toHaveLength(1)
})

// T-78
test('a name cannot write a header or a receiver', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const evil = 'Evil\r\nBcc: b@evil.example\r\n\r\n<script>\u0000\u007f\u2028X-Evil: 1'
  const { db } = world.deps
  await db
    .updateTable('contact')
    .set({ name: evil.replaceAll('\u0000', '') })
    .where('account_id', '=', world.acme.accountId)
    .execute()
  await db
    .updateTable('portal')
    .set({ title: evil.replaceAll('\u0000', '') })
    .where('account_id', '=', world.acme.accountId)
    .execute()
  await reply(await world.staff('agent'), ticket.id, 'answer')
  await queue('ben@acme.example', 'subject\r\nBcc: b@evil.example')
  await waitFor(async () => {
    await world.runJobs()
    world.advance(10)
    expect((await states()).filter((state) => state === 'queued')).toEqual([])
  })
  // The one whose subject would have become two headers was not sent.
  expect((await states()).filter((state) => state === 'failed')).toHaveLength(1)
  expect(sink.mails.length).toBeGreaterThan(0)
  for (const { to, raw } of sink.mails) {
    expect(to).toEqual([world.acme.email('anna')])
    expect(headerOf(raw, 'Bcc')).toBeUndefined()
    expect(headerOf(raw, 'X-Evil')).toBeUndefined()
  }
})

test('a mail server that asks for a password gets it from SMTP_URL; a wrong one is trouble that may pass', async () => {
  await sink.stop()
  sink = new SmtpSink({ user: 'portal@acme.example', password: 'p@ss/word:1' })
  const address = await sink.start()
  world.deps.mailer.close()
  world.deps.mailer = openMailer({ smtpUrl: address.replace('//', `//${encodeURIComponent('portal@acme.example')}:wrong@`) })
  await queue('anna@acme.example')
  await waitFor(async () => {
    await world.runJobs()
    expect(await mails()).toMatchObject([{ state: 'queued', error: expect.stringContaining('wrong password') }])
  })
  world.deps.mailer.close()
  world.deps.mailer = openMailer({
    smtpUrl: address.replace('//', `//${encodeURIComponent('portal@acme.example')}:${encodeURIComponent('p@ss/word:1')}@`),
  })
  world.advance(120)
  await waitFor(async () => {
    await world.runJobs()
    expect(await states()).toEqual(['sent'])
  })
  expect(sink.mails.map(({ to }) => to)).toEqual([['anna@acme.example']])
})

// R7
test.each([
  ['the mail', 'refuse'],
  ['the receiver', 'refuse-recipient'],
] as const)('a server that refuses %s for good is believed at once', async (_what, answer) => {
  sink.answer = answer
  await queue('anna@acme.example')
  await waitFor(async () => {
    await world.runJobs()
    expect(await states()).toEqual(['failed'])
  })
  const [event] = await failures()
  expect(event).toEqual({ kind: 'mail.failed', is_public: 0, data: JSON.stringify({ mailId: (await mails())[0]?.id }) })
  world.advance(80 * 3600)
  sink.answer = 'take'
  await world.runJobs()
  expect(sink.mails).toEqual([])
})

test('a server that is not there is tried for three days, then the mail has failed', async () => {
  sink.answer = 'defer'
  await queue('anna@acme.example')
  const attempts: number[] = []
  let seconds = 0
  const deliver = world.deps.mailer.deliver
  world.deps.mailer = {
    ...world.deps.mailer,
    deliver: (mail) => {
      attempts.push(seconds)
      return deliver(mail)
    },
  }
  while (seconds < 80 * 3600 && (await states())[0] === 'queued') {
    await world.runJobs()
    world.advance(60)
    seconds += 60
    // Long waits need no look every minute.
    const since = seconds - (attempts.at(-1) ?? 0)
    if (since > 1200) {
      world.advance(1800)
      seconds += 1800
    }
  }
  expect(await states()).toEqual(['failed'])
  expect(await failures()).toHaveLength(1)
  const waits = attempts.slice(1).map((at, index) => (at - (attempts[index] ?? 0)) / 60)
  const planned = [1, 5, 15, 60, 240, 720, 1440, 1440]
  expect(waits.length).toBeGreaterThanOrEqual(7)
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual((planned[index] ?? 0) - 0.1)
    expect(wait).toBeLessThanOrEqual((planned[index] ?? 0) * 1.2 + 33)
  }
}, 30_000)

// R5
test('a server that is down for a day loses no mail, and the order to each address is kept', async () => {
  await sink.stop()
  for (const subject of ['1', '2', '3']) for (const to of ['anna@acme.example', 'ben@acme.example']) await queue(to, subject)
  for (let hour = 0; hour < 24; hour += 1) {
    await world.runJobs()
    world.advance(3600)
  }
  expect(await states()).toEqual(Array.from({ length: 6 }, () => 'queued'))
  world.deps.mailer.close()
  sink = new SmtpSink()
  world.deps.mailer = openMailer({ smtpUrl: await sink.start() })
  for (let round = 0; round < 60 && sink.mails.length < 6; round += 1) {
    await world.runJobs()
    world.advance(1800)
  }
  expect(await states()).toEqual(Array.from({ length: 6 }, () => 'sent'))
  for (const to of ['anna@acme.example', 'ben@acme.example']) {
    const subjects = sink.mails.filter((mail) => mail.to[0] === to).map(({ raw }) => headerOf(raw, 'Subject'))
    expect(subjects).toEqual(['1', '2', '3'])
  }
}, 30_000)

test.each([
  ['before it took the mail', 'drop-before', 1],
  ['after it took the mail', 'drop-after', 2],
] as const)('a server that dies %s gets it again, under the same Message-ID', async (_when, answer, copies) => {
  sink.answer = answer
  await queue('anna@acme.example')
  await waitFor(async () => {
    await world.runJobs()
    expect((await mails())[0]?.error).not.toBeNull()
  })
  sink.answer = 'take'
  world.advance(120)
  await waitFor(async () => {
    await world.runJobs()
    expect(await states()).toEqual(['sent'])
  })
  const messageId = (await mails())[0]?.message_id
  expect(sink.mails.map(({ raw }) => headerOf(raw, 'Message-ID'))).toEqual(Array.from({ length: copies }, () => messageId))
})
