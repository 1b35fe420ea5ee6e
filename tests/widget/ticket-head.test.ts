import { expect } from '@open-wc/testing'
import { render } from 'lit'
import type { TicketDetail } from '../../shared/tickets.ts'
import { en } from '../../widget/locales/en.ts'
import { nb } from '../../widget/locales/nb.ts'
import { ticketHead } from '../../widget/ticket-detail/ticket-head.ts'
import { TimeFormat } from '../../widget/ui/relative-time.ts'
import { describe, it } from './support/mocha.ts'

const at = '2026-11-22T09:30:00.000Z'
const ticket: TicketDetail['ticket'] = {
  id: 't1',
  number: 7,
  subject: 'Printer is on fire',
  status: 'open',
  createdAt: at,
  lastActivityAt: at,
  requesterName: null,
  isUnread: false,
  isYourTurn: false,
  isCopiedIn: false,
  stageLabels: null,
  values: {},
  snippet: null,
}
const plain: TicketDetail = {
  ticket,
  can: { reply: true, close: false, reopen: false, copyIn: false },
  closedAt: null,
  isReopenedByReply: false,
  reopensUntil: null,
  steps: null,
  properties: [],
  people: [],
  threadId: null,
  earlierThreads: [],
  messages: [],
  olderMessages: null,
  readUpTo: null,
}

function draw(change: Partial<TicketDetail>, language: 'en' | 'nb' = 'en'): HTMLElement {
  const container = document.createElement('div')
  render(ticketHead({ ...plain, ...change }, language === 'en' ? en : nb, new TimeFormat(language), ''), container)
  return container
}

const wordsOf = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim()

describe('the head of a ticket', () => {
  it('says the values of properties by their type, in the reader’s language', () => {
    const labels = { en: 'Name', nb: 'Navn' }
    const value = (
      type: TicketDetail['properties'][number]['type'],
      given: TicketDetail['properties'][number]['value'],
      options?: string[],
    ) => ({
      name: `ticket.custom.${type}`,
      type,
      labels,
      value: given,
      valueLabels: options?.map((option) => ({ en: option, nb: `${option} på norsk` })) ?? null,
    })
    const properties = [
      value('text', '<b>Bergen</b>'),
      value('number', 12_345.5),
      value('date', '2026-03-01'),
      value('yes_no', false),
      value('choice', ['a'], ['Till']),
      value('choices', ['a', 'b'], ['Till', 'Printer']),
    ]
    const shown = (language: 'en' | 'nb') => [...draw({ properties }, language).querySelectorAll('dd')].map(wordsOf)
    expect(shown('en')).to.deep.equal(['<b>Bergen</b>', '12,345.5', 'Mar 1, 2026', 'No', 'Till', 'Till & Printer'])
    expect(shown('nb').slice(1)).to.deep.equal(
      // Engines shorten the months of bokmål in two ways.
      [
        '12\u00a0345,5',
        new Date(2026, 2, 1).toLocaleDateString('nb', { dateStyle: 'medium' }),
        'Nei',
        'Till på norsk',
        'Till på norsk og Printer på norsk',
      ].map((each) => each.replace(/\s/g, ' ')),
    )
    expect(wordsOf(draw({ properties }, 'nb').querySelector('dt'))).to.equal('Navn')
  })

  it('says where the ticket is by word and by `aria-current`, and what is behind it', () => {
    const step = (label: string, isCurrent: boolean, isClosed = false) => ({ labels: { en: label }, isCurrent, isClosed })
    const steps = [step('New', false), step('With us', true), step('Solved', false, true)]
    const list = draw({ steps, ticket: { ...ticket, stageLabels: { en: 'With us' } } })
    expect([...list.querySelectorAll('.steps li')].map(wordsOf)).to.deep.equal(['Newpast', 'With usnow', 'Solved'])
    expect(wordsOf(list.querySelector('[aria-current=step] bdi'))).to.equal('With us')
    expect(wordsOf(list.querySelector('.pill'))).to.equal('With us')
  })

  it('says whose turn it is, and since when it is closed', () => {
    expect(wordsOf(draw({}).querySelector('.facts'))).to.include('With the support team')
    expect(wordsOf(draw({ ticket: { ...ticket, isYourTurn: true } }).querySelector('.turn'))).to.equal('Waiting for your answer')
    const closed = draw({ ticket: { ...ticket, status: 'closed', isYourTurn: true }, closedAt: at })
    expect(wordsOf(closed.querySelector('.facts'))).to.include('Closed on November 22, 2026')
    expect(closed.querySelector('.turn')).to.equal(null)
  })
})
