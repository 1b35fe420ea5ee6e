import type { FileTexts } from './files.ts'
import type { StartTexts } from './start.ts'

/** Words of the ticket page. This is the shape: another language lacks nothing that stands here. */
export const ticketTexts = {
  ticketNotFound: 'This ticket cannot be found',
  ticketNotFoundHint: 'It may have been removed, or it is not yours to see.',
  ticket: 'Ticket',
  openedBy: (name: string) => `Opened by ${name}`,
  opened: 'Opened',
  lastActivity: 'Last activity',
  conversation: 'Conversation',
  roleMe: 'You',
  roleContact: 'Colleague',
  roleStaff: 'Support team',
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: 'New',
  earlierMessages: 'Show earlier messages',
  noMessages: 'Nothing has been written here yet.',
  messageArrived: (name: string) => `New message from ${name}`,
  quotedText: 'Quoted text',
  noTicketChosen: 'Choose a ticket to read it here.',
  reply: 'Your reply',
  replyPlaceholder: 'Write a reply…',
  send: 'Send',
  sendHint: (keys: string) => `${keys} sends`,
  sending: 'Sending…',
  sent: 'Your reply was sent',
  notSent: 'Not sent',
  notSentOffline: 'Not sent: no connection. Trying again…',
  editAgain: 'Edit',
  tooLong: (over: number) => `${over} characters too many`,
}

export type TicketTexts = typeof ticketTexts

/** All that the ticket page says. */
export type TicketPageTexts = StartTexts & TicketTexts & FileTexts
