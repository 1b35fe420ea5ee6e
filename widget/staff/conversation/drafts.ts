import type { Attachment } from '../../../shared/attachments.ts'
import { readKept, writeKept } from './kept.ts'

/** What an agent has begun to write. Reply and note are kept apart, so that a note can never be sent to the customer by a switch. */
export interface Draft {
  text: string
  attachments: Attachment[]
}

/** Which of the two an agent writes. */
export type MessageKind = 'reply' | 'note'

const emptyDraft: Draft = { text: '', attachments: [] }

/** The draft of this agent in this conversation; an empty one when there is none. */
export function readDraft(staffId: string, conversation: string, kind: MessageKind): Draft {
  return readKept(draftName(staffId, conversation, kind), emptyDraft)
}

/** Keeps a draft in this tab until it is sent. */
export function writeDraft(staffId: string, conversation: string, kind: MessageKind, draft: Draft): void {
  const isEmpty = draft.text === '' && draft.attachments.length === 0
  writeKept(draftName(staffId, conversation, kind), isEmpty ? null : draft)
}

function draftName(staffId: string, conversation: string, kind: MessageKind): string {
  return `${staffId}-draft-${conversation}-${kind}`
}
