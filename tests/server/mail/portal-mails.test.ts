import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailKinds } from '../../../shared/page-kinds.ts'
import type { MailContents, PortalMail, TemplatePreview } from '../../../shared/pages.ts'
import { writeMail } from '../../../server/mail/templates/write-mail.ts'
import { hostileHtml } from '../../support/hostile-html.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf, tokenIn } from '../auth/mailed.ts'
import { openTicket, reply } from '../live/streams.ts'

let world: World
let admin: StaffClient
let path: string
beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
  path = `/portals/${world.acme.portalId}/mails`
})
afterEach(() => world.close())

const words = (more: Partial<MailContents> = {}): MailContents => ({ subject: '', before: '', button: '', after: '', ...more })
const save = (mail: string, version: number, contents: MailContents | null) =>
  admin.json('PUT', `${path}/${mail}`, { version, contents: { en: contents, nb: null } })

test('S38: a mail says what staff wrote, with its link, its code and what they are good for', async () => {
  const own = words({
    subject: 'Psst, {portal}',
    before: 'A **new** one:',
    button: 'Here',
    after: 'See [help](https://acme.example/help).',
  })
  expect(await (await save('password_reset', 0, own)).json()).toMatchObject({ mail: 'password_reset', version: 1, isEdited: true })
  await world.stranger().post('/password-resets', { email: world.acme.email('anna') })
  const [mail] = await mailsOf(world)
  expect(mail?.subject).toBe('Psst, acme support')
  const token = tokenIn(mail)
  expect(mail?.text).toContain('A new one:\nHere:\nhttps://')
  expect(mail?.text).toContain('See help (https://acme.example/help).\n\nThe link can be used once, within 24 hours.')
  expect(mail?.html).toContain('<b>new</b>')
  expect(mail?.html).toContain(`token=${token}"`)
  expect(mail?.html).toContain('within 24 hours')
  expect(mail?.html).not.toContain('{{')
})

test('S38: names in braces are filled in from the ticket; the reader’s language decides', async () => {
  await save('new_reply', 0, words({ subject: '{name}: #{number} {subject}', before: 'Dear {name} of {portal}' }))
  const { id, number } = await openTicket(await world.contact('anna'), world.acme)
  await mailsOf(world)
  await reply(await world.staff('agent'), id, 'Try it again.')
  const [mail] = await mailsOf(world)
  expect(mail?.subject).toMatch(new RegExp(`^Anna.*: #${number} The till is stuck$`))
  expect(mail?.text).not.toContain('Try it again.')

  await world.deps.db.updateTable('contact').set({ language: 'nb' }).where('account_id', '=', world.acme.accountId).execute()
  await reply(await world.staff('agent'), id, 'And again.')
  expect((await mailsOf(world))[0]?.subject).toBe(`Nytt svar på #${number}: The till is stuck`)
})

test('a name in braces that the mail does not know is said at its field; saving by version; default again', async () => {
  for (const [mail, contents, field] of [
    ['password_reset', words({ subject: 'Hi {name}' }), 'contents.en.subject'],
    ['new_reply', words({ after: 'Bye {nam}' }), 'contents.en.after'],
    ['magic_link', words({ before: 'Take {{token}}' }), 'contents.en.before'],
    ['magic_link', words({ button: '{{code}}' }), 'contents.en.button'],
  ] as const) {
    const response = await save(mail, 0, contents)
    expect([response.status, await response.json()]).toMatchObject([400, { fields: { [field]: 'unknown_field' } }])
  }
  expect((await save('welcome', 0, words({ before: 'Hello {name}' }))).status).toBe(200)
  expect((await save('welcome', 0, words({ before: 'Hello' }))).status).toBe(409)
  expect(await (await admin.json('DELETE', `${path}/welcome?version=1`, {})).json()).toMatchObject({ version: 2, isEdited: false })
  const { mails } = (await (await admin.get(path)).json()) as { mails: PortalMail[] }
  expect(mails.map(({ mail }) => mail)).toEqual([...mailKinds])
  expect(mails.every(({ isEdited }) => !isEdited)).toBe(true)
})

test('T-16: nothing of the corpus becomes markup in any mail, whoever wrote it', () => {
  const link = 'https://help.acme.example/#support/reset?token={{token}}'
  const allowed = new Set(['html', 'head', 'meta', 'body', 'div', 'p', 'a', 'b'])
  for (const { name, html } of hostileHtml) {
    for (const kind of mailKinds) {
      const own = { subject: html, before: html, button: html, after: html }
      const mail = writeMail(kind, 'en', own, { link, values: { portal: html, name: html, number: html, subject: html }, accent: null })
      expect(mail.subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/)
      const tags = [...(mail.html ?? '').matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag ?? '')
      expect({ name, kind, tags: tags.filter((tag) => !allowed.has(tag)) }).toEqual({ name, kind, tags: [] })
      expect(mail.html).not.toMatch(/<[^>]*\son\w+\s*=/i)
      for (const [, href] of (mail.html ?? '').matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(https?:|mailto:)/)
      for (const [, style] of (mail.html ?? '').matchAll(/style="([^"]*)"/g)) expect(style).not.toMatch(/url|expression|evil/)
    }
  }
})

test('what people are called cannot stand for a secret, nor be read as bold or a link', () => {
  const values = { portal: '{{token}}', name: '**x** [y](https://evil.example) {{code}}', number: '{portal}', subject: '{{token}}' }
  const mail = writeMail('new_reply', 'en', null, { link: 'https://a.example/#{{token}}', values })
  expect(mail.text.match(/\{\{token\}\}/g)).toHaveLength(1)
  expect(mail.text).not.toContain('{{code}}')
  expect(mail.html).toContain('**x** [y](https://evil.example)')
  expect(mail.html).not.toContain('href="https://evil')
  expect(mail.subject).not.toContain('{{')
})

async function look(mail: string, body: object, client = admin) {
  const response = await client.post(`${path}/${mail}/previews`, { language: 'en', contents: null, ...body })
  return { status: response.status, answer: (await response.json()) as TemplatePreview & { code?: string } }
}

test('a look is of real people and tickets that the viewer may see, and of an example otherwise', async () => {
  const ticket = await openTicket(await world.contact('anna'), world.acme)
  const about = { contactId: world.acme.contacts.anna, ticketId: ticket.id }
  const { answer } = await look('new_reply', { contents: words({ before: '<script>pwned()</script> {name}' }), ...about })
  expect(answer.subject).toBe(`New reply to #${ticket.number}: The till is stuck`)
  const response = await world.send(answer.url)
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  expect(policy.split('; ')).toEqual([
    'sandbox',
    "default-src 'none'",
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ])
  const text = await response.text()
  expect(text).toContain('&lt;script&gt;pwned()&lt;/script&gt; ')
  expect(text).toMatch(/ Anna/)
  expect((await look('new_reply', {})).answer.subject).toBe('New reply to #1042: The till does not print')
  // What is kept of it says nothing to whoever reads the database.
  const kept = await world.deps.db.selectFrom('template_preview').select('request').execute()
  expect(JSON.stringify(kept)).not.toMatch(/anna/i)

  const settings = await world.staff('settings')
  expect(await look('new_reply', about, settings)).toMatchObject({ status: 404, answer: { code: 'ticket_not_found' } })
  expect((await look('new_reply', {}, settings)).status).toBe(201)
  const theirs = await openTicket(await world.contact('anna', world.bolt), world.bolt)
  expect((await look('new_reply', { ticketId: theirs.id })).status).toBe(404)
  expect((await look('new_reply', { contactId: world.bolt.contacts.anna })).status).toBe(404)
})

test('a test goes to whoever writes, with a link that is of no use, and not without end', async () => {
  await mailsOf(world)
  const send = () => admin.post(`${path}/magic_link/trials`, { language: 'en', contents: words({ before: 'My words' }) })
  expect(await (await send()).json()).toEqual({ to: world.acme.email('admin') })
  const [mail, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: world.acme.email('admin'), subject: 'Log in to acme support' })
  expect(mail?.text).toContain('login?token=example')
  expect(await world.deps.db.selectFrom('one_time_link').select('id').execute()).toEqual([])
  let last = 201
  for (let i = 0; i < 25 && last === 201; i += 1) last = (await send()).status
  expect(last).toBe(429)
  expect((await admin.post(`${path}/magic_link/trials`, { language: 'en', contents: null, to: 'x@evil.example' })).status).toBe(400)
})
