import { addDays } from '../../../shared/filter-days.ts'
import type { PropertyObject } from '../../../shared/filter-rule.ts'
import type { Model, ModelContact, ModelProperty, ModelTicket, ModelValues } from './model.ts'
import { randomRule, type Askable } from './random-rule.ts'
import type { Random } from './random.ts'

const texts = [
  'Till',
  'till 100%',
  'a_b',
  'A!b',
  "O'Hara",
  'Ærlig Øl',
  'ﬁlter',
  'Straße',
  'İstanbul',
  '漢字 test',
  '\\back',
  'a%b',
  '１２',
] as const
const zones = ['UTC', 'Europe/Oslo', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Kiritimati'] as const
const now = '2026-11-22T22:30:00.000Z'

/** Sizes of a world. */
export interface ModelSize {
  contacts: number
  tickets: number
  portals: number
}

/** A random world: few names and values, so that rules often match and often nearly do. */
export function randomModel(random: Random, newId: () => string, size: ModelSize): Model {
  const momentsOf = (span: number) =>
    new Date(Date.parse(now) + (random.below(span * 24 * 4) - span * 24 * 3) * 3_600_000 * 0.25).toISOString()
  const pipelines = Array.from({ length: 3 }, () => ({
    id: newId(),
    isConfidential: random.once(3),
    stages: [false, false, true].map((isClosed) => ({ id: newId(), isClosed })),
  }))
  const properties = (['ticket', 'contact', 'company'] as const).flatMap((object) =>
    (['text', 'number', 'choice', 'choices', 'date', 'yes_no'] as const).map((type): ModelProperty => {
      const options = type === 'choice' || type === 'choices' ? ['a', 'b', '1', '11', '1%'] : []
      return { id: newId(), object, key: `own_${type}`, type, options }
    }),
  )
  const companies = Array.from({ length: 3 }, () => ({ id: newId(), name: random.pick(texts), values: values('company') }))
  const contacts = Array.from({ length: size.contacts }, (): ModelContact => {
    const id = newId()
    return {
      id,
      name: random.pick(texts),
      email: `${random.pick(['anna', 'ben', 'cleo'])}.${id}@${random.pick(['nordvik', 'birka'])}.example`,
      language: random.pick(['en', 'nb', null]),
      createdAt: momentsOf(30),
      companyId: random.once(5) ? null : random.pick(companies).id,
      values: values('contact'),
    }
  })
  const tickets = Array.from({ length: size.tickets }, (_, index): ModelTicket => {
    const pipeline = random.pick(pipelines)
    const stage = random.pick(pipeline.stages)
    const createdAt = momentsOf(30)
    const people = random.some(contacts).slice(0, random.below(4))
    const roles = random.once(6) ? (['copied', 'added', 'copied'] as const) : (['requester', 'copied', 'added'] as const)
    return {
      id: newId(),
      number: index + 1,
      subject: random.pick(texts),
      pipelineId: pipeline.id,
      stageId: stage.id,
      isClosed: stage.isClosed,
      closedAt: stage.isClosed ? momentsOf(10) : null,
      isHidden: random.once(8),
      createdAt,
      lastActivityAt: momentsOf(20),
      contacts: people.map(({ id }, at) => ({ id, role: roles[at] ?? 'added' })),
      companyIds: random.some(companies).map(({ id }) => id),
      values: values('ticket'),
      threads: Array.from({ length: random.below(3) }, () => ({
        id: newId(),
        createdAt: random.pick(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z']),
        messages: Array.from({ length: 1 + random.below(3) }, (__, at) => ({
          id: newId(),
          isInternal: random.once(3),
          createdAt: `2026-11-${10 + random.below(3)}T0${at}:00:00.000Z`,
          attachmentId: random.once(3) ? newId() : null,
        })),
      })),
    }
  })

  const own = (object: PropertyObject): Askable[] =>
    properties
      .filter((property) => property.object === object)
      .map(({ key, type, options }) => ({
        name: `${object}.custom.${key}`,
        type,
        values: type === 'number' ? [-1, 0, 2.5, 11] : type === 'date' ? days() : options.length > 0 ? options : texts,
      }))
  const ofTicket: Askable[] = [
    { name: 'ticket.number', type: 'number', values: [1, 2, 11, size.tickets] },
    { name: 'ticket.subject', type: 'text', values: texts },
    { name: 'ticket.pipeline', type: 'choice', values: pipelines.map(({ id }) => id) },
    { name: 'ticket.stage', type: 'choice', values: pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)) },
    { name: 'ticket.status', type: 'choice', values: ['open', 'closed'] },
    { name: 'ticket.created_at', type: 'date', values: days() },
    { name: 'ticket.last_activity_at', type: 'date', values: days() },
    { name: 'ticket.requester_name', type: 'text', values: texts },
    { name: 'ticket.requester_email', type: 'text', values: ['anna', 'ben', 'nordvik.example', '@birka'] },
    ...own('ticket'),
  ]
  const ofContact: Askable[] = [
    { name: 'contact.name', type: 'text', values: texts },
    { name: 'contact.email', type: 'text', values: ['anna', 'ben', 'nordvik.example', '@birka'] },
    { name: 'contact.language', type: 'choice', values: ['en', 'nb'] },
    { name: 'contact.created_at', type: 'date', values: days() },
    { name: 'company.name', type: 'text', values: texts },
    ...own('contact'),
    ...own('company'),
  ]
  return {
    accountId: newId(),
    timeZone: random.pick(zones),
    now,
    inboxId: newId(),
    channelId: newId(),
    pipelines,
    properties,
    companies,
    contacts,
    tickets,
    portals: Array.from({ length: size.portals }, () => ({
      mode: random.pick(['own', 'company', 'rule', 'rule'] as const),
      companyRule: random.once(10) ? null : randomRule(random, ofContact),
      isCompanyReadOnly: random.once(2),
      pipelineIds: random.once(2) ? [] : random.some(pipelines, 1).map(({ id }) => id),
      ticketFilter: random.once(4) ? null : randomRule(random, ofTicket),
      hasEarlierThreads: random.once(2),
      closedPolicy: random.pick(['refuse', 'reopen', 'reopen_within'] as const),
      reopenDays: random.pick([1, 7]),
    })),
  }

  function days(): string[] {
    return [-20, -7, -1, 0, 1, 7].map((distance) => addDays('2026-11-22', distance))
  }

  function values(object: PropertyObject): ModelValues {
    const found: ModelValues = {}
    for (const { key, type, options } of properties) {
      if (random.once(3)) continue
      if (type === 'text') found[key] = random.pick(texts)
      else if (type === 'number') found[key] = random.pick([-1, 0, 2.5, 11])
      else if (type === 'choice') found[key] = random.pick(options)
      else if (type === 'choices') found[key] = random.some(options)
      else if (type === 'date') found[key] = random.pick(days())
      else found[key] = random.once(2)
    }
    // The keys are the same for every object.
    return object === 'company' && random.once(4) ? {} : found
  }
}
