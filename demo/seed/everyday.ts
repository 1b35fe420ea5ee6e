import { anna, ben, cleo, contacts, powerContacts, type Person } from './people.ts'
import { historyMinutes, type PlannedMessage, type PlannedTicket } from './plan.ts'
import type { Random } from './random.ts'
import { fillings, topics } from './topics.ts'

/** How many tickets of every day each account gets. */
const everydayTickets = 260
const powerTickets = 24

// Two of three are closed, as in any help desk; the customers one can sign in as have more than one page.
const askers: readonly Person[] = [...contacts, anna, anna, anna, anna, anna, ben, ben, ben, cleo, cleo]

/** The ordinary tickets around the featured ones: questions that shops ask, answered or waiting. */
export function planEverydayTickets(random: Random): PlannedTicket[] {
  return Array.from({ length: everydayTickets }, () => {
    const topic = random.pick(topics)
    const requester = random.pick(askers)
    const fill = filler(random)
    // Squared: more of them lately than weeks ago.
    const age = random.below(1000) / 1000
    const openedMinutesAgo = 9 * 60 + Math.round(age * age * (historyMinutes - 4 * 24 * 60))
    const isClosed = random.below(3) > 0 || openedMinutesAgo > 40 * 24 * 60
    const turns = isClosed ? topic.turns : topic.turns.slice(0, 1 + random.below(topic.turns.length))
    const messages = planTurns(turns.map(fill), requester, openedMinutesAgo, random)
    const lastStage = topic.pipeline === 'Support' ? 3 : 2
    return {
      subject: capitalise(fill(random.pick(topic.subjects))),
      openedMinutesAgo,
      requester,
      pipeline: topic.pipeline,
      stage: isClosed ? lastStage : Math.min(messages.length - 1, lastStage - 1),
      threads: [{ inbox: topic.inbox, kind: 'form', messages }],
      readBy: isClosed || random.below(4) > 0 ? [requester, ben] : [],
    }
  })
}

/** Tickets of the other account. Their words are found nowhere in the first one. */
export function planPowerTickets(random: Random): PlannedTicket[] {
  return Array.from({ length: powerTickets }, (_, index) => {
    const requester = random.pick(powerContacts)
    const openedMinutesAgo = 500 + Math.round((index / powerTickets) * (historyMinutes - 10_000))
    const isClosed = index > 5
    const text = 'The reading on our power meter and the one on the bill differ. Solbakken, please check.'
    return {
      subject: `Power meter ${7100 + index * 13}: reading and bill differ`,
      openedMinutesAgo,
      requester,
      pipeline: 'Support',
      stage: isClosed ? 3 : 0,
      threads: [
        {
          inbox: 'Support',
          kind: 'form',
          messages: planTurns(
            isClosed ? [text, 'Thank you. The bill was estimated; a corrected one follows.'] : [text],
            requester,
            openedMinutesAgo,
            random,
          ),
        },
      ],
      readBy: [requester],
    }
  })
}

function planTurns(texts: readonly string[], requester: Person, openedMinutesAgo: number, random: Random): PlannedMessage[] {
  let minutesAgo = openedMinutesAgo
  const messages: PlannedMessage[] = []
  for (const [index, text] of texts.entries()) {
    messages.push({ minutesAgo, by: index % 2 === 0 ? requester : 'agent', text })
    if (index % 2 === 0 && random.below(6) === 0) {
      messages.push({
        minutesAgo: minutesAgo - 1,
        by: 'note',
        text: 'Note for colleagues: has asked before, see the history of this company.',
      })
    }
    // Up to thirty hours later, and never in the future.
    minutesAgo -= Math.min(20 + random.below(30 * 60), Math.round((minutesAgo * (20 + random.below(50))) / 100))
  }
  return messages
}

/** Fills `{…}` in; the same word gives the same text within one ticket. */
function filler(random: Random): (text: string) => string {
  const chosen = new Map<string, string>()
  return (text) =>
    text.replaceAll(/\{(\w+)\}/g, (_, word: string) => {
      const value = chosen.get(word) ?? random.pick(fillings[word] ?? [word])
      chosen.set(word, value)
      return value
    })
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
