import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OutboxPage } from '../../../shared/mail.ts'
import { openMailer } from '../../../server/mail/open-mailer.ts'
import { ticketLink } from '../../../server/mail/templates/ticket-link.ts'
import { mailLanguage } from '../../../server/mail/templates/mail-content.ts'
import { writeMail } from '../../../server/mail/templates/write-mail.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { openTicket, reply } from '../live/streams.ts'
import { waitFor } from '../../support/wait-for.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function page(client: StaffClient, query = ''): Promise<OutboxPage> {
  const response = await client.get(`/mails${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as OutboxPage
}

test('without a mail server every mail stays on the outbox page, for the admin of the account alone', async () => {
  world.deps.mailer = openMailer({ smtpUrl: null })
  const ticket = await openTicket(await world.contact('anna'), world.acme)
  await openTicket(await world.contact('anna', world.bolt), world.bolt, 'The other account')
  const agent = await world.staff('agent')
  for (const text of ['one', 'two']) await reply(agent, ticket.id, text)
  const admin = await world.staff('admin')
  await waitFor(async () => {
    await world.runJobs()
    world.advance(10)
    expect((await page(admin)).mails.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
  })
  const { mails, next } = await page(admin)
  expect(next).toBeNull()
  expect(mails.map(({ subject }) => subject)).toEqual([
    `New reply to #${ticket.number}: The till is stuck`,
    `New reply to #${ticket.number}: The till is stuck`,
    `We have received #${ticket.number}: The till is stuck`,
  ])
  expect(mails[0]?.to).toBe(world.acme.email('anna'))
  expect(mails[0]?.text).toContain(`#support/tickets/${ticket.id}`)

  const first = await page(admin, '?limit=2')
  const second = await page(admin, `?limit=2&after=${first.next}`)
  expect([...first.mails, ...second.mails]).toEqual(mails)
  expect(second.next).toBeNull()

  expect((await agent.get('/mails')).status).toBe(403)
  expect((await (await world.staff('settings')).get('/mails')).status).toBe(403)
  expect((await world.send('/api/v1/staff/mails')).status).toBe(401)
  expect((await admin.get('/mails?after=nonsense')).status).toBe(400)
})

test('there is no outbox page while mail is sent by SMTP', async () => {
  expect((await (await world.staff('admin')).get('/mails')).status).toBe(404)
})

const facts = {
  link: 'https://help.example/#support/tickets/x',
  values: { portal: 'Nordvik support', number: '7', subject: 'Kassen\r\nhenger', name: 'Anna\u2028\u202eNordvik' },
}

test('mails are written in English and Norwegian, and other people’s words stay on their line', () => {
  expect(writeMail('new_reply', 'nb', null, facts)).toMatchObject({
    subject: 'Nytt svar på #7: Kassen henger',
    text: 'Hei Anna Nordvik,\n\nDet er et nytt svar på saken din #7 i Nordvik support.\n\nLes og svar her:\nhttps://help.example/#support/tickets/x\n\nSvar på denne e-posten blir ikke lest.\n',
  })
  expect(writeMail('ticket_received', 'en', null, { ...facts, values: { ...facts.values, name: '' } })).toMatchObject({
    subject: 'We have received #7: Kassen henger',
    text: 'Hello,\n\nThank you for writing to Nordvik support. Your ticket has the number #7.\n\nRead it and answer here:\nhttps://help.example/#support/tickets/x\n\nAnswers to this e-mail are not read.\n',
  })
  expect(['nb', 'no', 'nb-NO', 'en', 'de', null].map(mailLanguage)).toEqual(['nb', 'nb', 'nb', 'en', 'en', 'en'])
})

test('a link leads to the site owner’s page, or to the hosted one', () => {
  expect(ticketLink({ homeUrl: 'https://help.example/support?a=1#old', homeRoute: 'power', slug: 's' }, 'https://b', 't1')).toBe(
    'https://help.example/support?a=1#power/tickets/t1',
  )
  expect(ticketLink({ homeUrl: null, homeRoute: 'power', slug: 's' }, 'https://b', 't1')).toBe('https://b/p/s#support/tickets/t1')
})
