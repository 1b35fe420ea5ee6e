import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import { sanitiseHtml } from '../../../server/tickets/sanitise-html.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { hostileHtml } from '../../support/hostile-html.ts'
import { hostileMails } from '../../support/hostile-mails.ts'
import { receiveMail, type Mail } from '../../support/mail-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { ReplyResult, TicketDetail } from './wire.ts'

let world: World
let anna: ContactClient
let ticketId: string

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
  const values = { subject: 'Mails', text: 'Begun by form' }
  ticketId = ((await (await anna.post('/tickets', { formId: world.acme.formId, values })).json()) as ReplyResult).ticket.id
})
afterAll(() => world.close())

async function receive(mail: Mail) {
  const id = await receiveMail(world, ticketId, mail)
  const { messages } = (await (await anna.get(`/tickets/${ticketId}`)).json()) as TicketDetail
  const message = messages.find((one) => one.id === id)
  if (!message) throw new Error('the mail is not on the page')
  return message
}

/** Everything that may stand between `<` and `>`, word for word. */
const harmless = [
  /^<\/?(blockquote|code|em|li|ol|p|pre|s|strong|table|tbody|td|tfoot|th|thead|tr|u|ul)>$/,
  /^<(br|hr|\/a)>$/,
  /^<a href="(https?:\/\/|mailto:)[^"<>]*">$/,
  /^<t[dh]( (col|row)span="[1-9]\d?"){1,2}>$/,
  /^<img src="cid:[\w%.~!*'()-]+"( alt="[^"<>]*")?>$/,
]

function requireHarmless(html: string): void {
  const tags = html.match(/<[^>]*>?/g) ?? []
  expect(tags.filter((tag) => !harmless.some((pattern) => pattern.test(tag)))).toEqual([])
  expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<"]/)
  // What stands in an address is written as a part of it.
  const names = tags.join('').replaceAll(/="[^"]*"/g, '')
  expect(names).not.toMatch(/evil|pwned|javascript|data-/i)
  expect(html).not.toMatch(/src="(?!cid:)|href="[^"]*(javascript:|@evil)/i)
}

const corpus = { ...Object.fromEntries(hostileHtml.map(({ name, html }) => [name, html])), ...hostileMails }

describe('T-19, T-82: hostile mails', () => {
  test.each(Object.entries(corpus))('%s', async (_, html) => {
    const message = await receive({ html: `<p>before</p>${html}` })
    requireHarmless(message.html ?? '')
    expect(message.text).toContain('before')
    // Doing it again changes nothing: what comes out is what goes in.
    const again = sanitiseHtml(message.html ?? '', [])
    expect(again.html).toBe(message.html)
    requireHarmless(sanitiseHtml(html, []).html)
  })

  test('all at once, and cut anywhere', () => {
    const all = Object.values(hostileMails).slice(0, -1).join('\n')
    requireHarmless(sanitiseHtml(all, []).html)
    for (let end = 0; end < all.length; end += 97) requireHarmless(sanitiseHtml(all.slice(end), []).html)
  })

  test('the markup as it came is in no answer, to customers or staff', async () => {
    await receive({ html: '<p>seen</p><style>canary-of-the-original</style>' })
    const agent = await world.staff('agent')
    for (const client of [anna, agent]) expect(await (await client.get(`/tickets/${ticketId}`)).text()).not.toContain('canary-of')
  })
})

describe('what a mail keeps', () => {
  const kept: Record<string, [given: string, html: string, text: string]> = {
    'words and emphasis': [
      '<b>a</b> <i>b</i> <u>c</u> <strike>d</strike>',
      '<p><strong>a</strong> <em>b</em> <u>c</u> <s>d</s></p>',
      'a b c d',
    ],
    'boxes as paragraphs, blank lines as none': [
      '<div><div>one</div><div><br></div><div>two<br>three</div></div>',
      '<p>one</p><p>two<br>three</p>',
      'one\n\ntwo\nthree',
    ],
    'headings as bold paragraphs': [
      '<h1>Big</h1><h6>small</h6>',
      '<p><strong>Big</strong></p><p><strong>small</strong></p>',
      'Big\n\nsmall',
    ],
    lists: ['<ul><li>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    tables: [
      '<table border=1><tr><td colspan="2" width=9>a</td><td>b</td></tr></table>',
      '<table><tr><td colspan="2">a</td><td>b</td></tr></table>',
      'a b',
    ],
    'links to the web and to addresses': [
      '<a href="https://a.example/?x=1&amp;y=2" target=_top>here</a> <a href="mailto:a@b.example">a@b.example</a>',
      '<p><a href="https://a.example/?x=1&amp;y=2">here</a> <a href="mailto:a@b.example">a@b.example</a></p>',
      'here (https://a.example/?x=1&y=2) a@b.example',
    ],
    'white space of code': ['<pre>a\n  b</pre>', '<pre>a\n  b</pre>', 'a\n  b'],
    'the words of a picture from elsewhere': [
      'Look: <img src="https://evil.example/a.png" alt="Our shop"><img src="https://evil.example/pixel.gif">',
      '<p>Look: [Our shop]</p>',
      'Look: [Our shop]',
    ],
    'entities as characters': ['&lt;b&gt; &amp;amp; &nbsp;&#x2603;', '<p>&lt;b&gt; &amp;amp; \u00a0☃</p>', '<b> &amp; ☃'],
  }

  test.each(Object.entries(kept))('%s', async (_, [given, html, text]) => {
    expect(await receive({ html: given })).toMatchObject({ html, text })
  })

  const quotes: Record<string, [given: string, html: string]> = {
    Gmail: [
      '<div>New</div><br><div class="gmail_quote"><div class="gmail_attr">On Monday Anna wrote:<br></div><blockquote class="gmail_quote"><p>Old</p></blockquote></div>',
      '<p>New</p><blockquote><p>On Monday Anna wrote:</p><p>Old</p></blockquote>',
    ],
    Outlook: [
      '<div>New</div><hr><div id="divRplyFwdMsg"><b>From:</b> Anna</div><div>Old</div>',
      '<p>New</p><hr><blockquote><p><strong>From:</strong> Anna</p><p>Old</p></blockquote>',
    ],
    'Thunderbird, answered below': [
      '<div class="moz-cite-prefix">Am Montag schrieb Anna:<br></div><blockquote type="cite"><p>Old</p></blockquote><p>New</p>',
      '<blockquote><p>Am Montag schrieb Anna:</p><p>Old</p></blockquote><p>New</p>',
    ],
    'Apple, in Norwegian': [
      '<div>New</div><div><br><blockquote type="cite"><div>2. nov. skrev Anna &lt;a@b&gt;:</div><br><div>Old</div></blockquote></div>',
      '<p>New</p><blockquote><p>2. nov. skrev Anna &lt;a@b&gt;:</p><p>Old</p></blockquote>',
    ],
  }

  test.each(Object.entries(quotes))('a quote of %s', async (_, [given, html]) => {
    const message = await receive({ html: given })
    expect(message.html).toBe(html)
    expect(message.text).toMatch(/> Old/)
    expect(message.text).not.toMatch(/> New/)
  })
})

describe('pictures in the text', () => {
  test('are those of the same message; their bytes come by the route of every file', async () => {
    const message = await receive({
      html: '<p>See <img src="cid:shot@1" alt="Shot" onload=x> and <img src="cid:shot@2" alt="not mine"></p>',
      pictures: { 'shot@1': new Uint8Array([1, 2, 3]) },
    })
    expect(message.html).toBe('<p>See <img src="cid:shot%401" alt="Shot"> and [not mine]</p>')
    expect(message.attachments).toMatchObject([{ contentId: 'shot@1', mediaType: 'image/png' }])
    const path = `/attachments/${message.attachments[0]?.id ?? ''}/content`
    expect([...new Uint8Array(await (await anna.get(path)).arrayBuffer())]).toEqual([1, 2, 3])
    expect((await (await world.contact('cleo')).get(path)).status).toBe(404)
  })
})

test('what an older sanitiser made safe is made safe anew, from what came', async () => {
  const { id } = await receive({ html: '<p>kept</p><script>pwned()</script>' })
  const tables = guarded(world.deps.db)
  const ofMessage = { html: '<script>pwned()</script>', sanitiser_version: 0 }
  await tables.updateTable('message').set(ofMessage).where('account_id', '=', world.acme.accountId).where('id', '=', id).execute()
  world.advance(120)
  await world.runJobs()
  const { messages } = (await (await anna.get(`/tickets/${ticketId}`)).json()) as TicketDetail
  expect(messages.find((message) => message.id === id)).toMatchObject({ html: '<p>kept</p>', text: 'kept' })
})

test('a mail that is older than what is there moves no time back', async () => {
  const newest = await receive({ html: 'newest' })
  await receiveMail(world, ticketId, { html: 'late, but older', createdAt: '2026-01-03T00:00:00.000Z' })
  const agent = await world.staff('agent')
  const { thread } = (await (await agent.get(`/tickets/${ticketId}`)).json()) as { thread: { lastMessageAt: string; preview: string } }
  expect(thread).toMatchObject({ lastMessageAt: newest.createdAt, preview: 'newest' })
  const row = await guarded(world.deps.db)
    .selectFrom('thread')
    .select(['last_public_at', 'last_inbound_at'])
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ last_public_at: newest.createdAt, last_inbound_at: newest.createdAt })
})
