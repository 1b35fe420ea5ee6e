import { html, nothing, type TemplateResult } from 'lit'
import type { StaffMessage, TicketReader } from '../../../shared/threads.ts'
import { icon } from '../base/icons.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import { readTime } from '../base/time.ts'

/** Who of the ticket's contacts has read a message, and nothing after it. */
export function renderReaders(
  staff: StaffScope,
  message: StaffMessage,
  messages: readonly StaffMessage[],
  readers: readonly TicketReader[],
): TemplateResult | typeof nothing {
  // Whoever wrote it has read it, which is nothing to say.
  const isOwn = (name: string) => message.direction === 'inbound' && message.authorName === name
  const here = readers.filter(({ name, readUpTo }) => lastReadOf(messages, readUpTo) === message && !isOwn(name))
  if (here.length === 0) return nothing
  const { conversation } = staff.texts
  return html`<li class="read-by">
    ${icon('eye')}
    <span
      >${here.map(({ name, readAt }) => conversation.readBy(name, readAt === null ? null : readTime(staff.language, readAt))).join(' · ')}</span
    >
  </li>`
}

/** Notes are nothing that a contact could read. */
function lastReadOf(messages: readonly StaffMessage[], readUpTo: string): StaffMessage | undefined {
  return messages.findLast(({ direction, createdAt }) => direction !== 'internal' && createdAt <= readUpTo)
}
