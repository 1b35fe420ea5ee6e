import type { Me } from '../../../../../shared/auth.ts'
import type { SupportForm } from '../../../../../shared/forms.ts'
import type { PublicPortal } from '../../../../../shared/portal.ts'
import type { PublicMessage, TicketDetail, TicketSummary } from '../../../../../shared/tickets.ts'
import type { ApiRequest } from '../../../../api/client.ts'
import type { LookMessage } from './message.ts'
import { sampleWords } from './words.ts'

/** Who is signed in. */
export const me: Me = {
  id: 'sample',
  name: 'Anna Nilsen',
  email: 'anna@example.com',
  companyName: 'Nordvik AS',
  seesCompany: true,
  needsConsent: false,
  view: 'mine',
  columns: null,
}

/** The settings of the portal as any page would get them. */
export function samplePortal({ portal, css }: LookMessage): PublicPortal {
  return {
    key: 'sample',
    title: portal.title,
    isOn: true,
    isOriginAllowed: true,
    language: portal.language,
    languages: [portal.language],
    theme: { accent: null, logoUrl: null, faviconUrl: null, css },
    permissionMode: 'company',
    hasForm: true,
    menu: null,
    hasPortalLink: true,
    canInvolveColleagues: false,
    signInMethods: portal.signInMethods,
    passwordEntry: 'page',
    pagesVersion: 0,
    consent: null,
    canRegister: portal.canRegister,
    sessionIdleSeconds: null,
    passwordMinChars: portal.passwordMinChars,
    identityProviders: [],
    limits: {
      messageMaxChars: 20_000,
      subjectMaxChars: 200,
      attachmentMaxBytes: 1e6,
      attachmentsPerMessageMax: 10,
      attachmentTypes: ['image/png'],
    },
    dpopNonce: 'none',
  }
}

/** What the server would answer; what would change something is not done. */
export function sampleAnswer({ method, path }: ApiRequest, language: string): Response | Promise<Response> {
  // A stream that says nothing.
  if (path === '/live') return new Promise(() => undefined)
  if (method !== 'GET') return new Response(null, { status: 204 })
  const words = sampleWords(language)
  const tickets = words.subjects.map((subject, index) => summary(subject, index))
  if (path === '/tickets') return Response.json({ tickets, next: null })
  if (path === '/tickets/counts') return Response.json({ mine: tickets.length, company: 9 })
  if (path === '/tickets/options') return Response.json({ properties: [], stages: null })
  if (path.startsWith('/tickets/')) return Response.json(detail(tickets[0] as TicketSummary, words.messages))
  if (path.startsWith('/form')) return Response.json(form(words.form))
  if (path === '/me') return Response.json(me)
  return Response.json({}, { status: 404 })
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

function summary(subject: string, index: number): TicketSummary {
  return {
    id: `sample${index}`,
    number: 1048 - index * 7,
    subject,
    status: index === 2 || index === 4 ? 'closed' : 'open',
    createdAt: minutesAgo(2000 + index * 3000),
    lastActivityAt: minutesAgo(12 + index * index * 700),
    requesterName: index === 3 ? 'Ben Dahl' : me.name,
    isUnread: index < 2,
    isYourTurn: index === 0,
    isCopiedIn: false,
    stageLabels: null,
    values: {},
    snippet: null,
  }
}

function detail(ticket: TicketSummary, texts: readonly string[]): TicketDetail {
  const messages = texts.map((text, index): PublicMessage => {
    const isMine = index % 2 === 0
    return {
      id: `message${index}`,
      from: isMine ? 'me' : 'staff',
      authorName: isMine ? me.name : 'Maria Holm',
      text,
      html: null,
      createdAt: minutesAgo(95 - index * 40),
      attachments: [],
    }
  })
  return {
    ticket,
    can: { reply: true, close: true, reopen: false, copyIn: false },
    closedAt: null,
    isReopenedByReply: false,
    reopensUntil: null,
    steps: null,
    properties: [],
    people: [{ contactId: me.id, name: me.name, role: 'requester', isMe: true }],
    threadId: 'thread',
    earlierThreads: [],
    messages,
    olderMessages: null,
    readUpTo: minutesAgo(0),
  }
}

function form([subject, text, topic, ...topics]: readonly string[]): SupportForm {
  const labels = (words = '') => ({ en: words, nb: words })
  const options = topics.map((words) => ({ value: words, labels: labels(words) }))
  return {
    id: 'form',
    key: 'sample',
    name: 'Sample',
    titles: {},
    choices: [],
    fields: [
      { name: 'subject', type: 'text', labels: labels(subject), isRequired: true },
      { name: 'topic', type: 'choice', labels: labels(topic), isRequired: false, options },
      { name: 'text', type: 'long_text', labels: labels(text), isRequired: true },
    ],
  }
}
