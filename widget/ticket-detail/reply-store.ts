import type { Attachment } from '../../shared/attachments.ts'
import { Draft } from '../base/drafts.ts'

/** A reply on its way, as far as storage can hold it. */
export interface StoredReply {
  /** Also its Idempotency-Key: whoever sends it again, also after a reload, makes no second message. */
  key: string
  text: string
  attachments: readonly Attachment[]
  createdAt: string
}

interface Stored {
  text: string
  replies: StoredReply[]
}

/** What a reload must not lose: the text being typed, and replies that the server has not confirmed. */
export class ReplyStore {
  private readonly draft: Draft

  constructor(portalKey: string, contactId: string, ticketId: string) {
    this.draft = new Draft(portalKey, contactId, ticketId)
  }

  read(): Stored {
    try {
      const kept = JSON.parse(this.draft.read() || '{}') as Partial<Stored>
      const replies = Array.isArray(kept.replies) ? kept.replies.filter((reply) => reply.key && reply.text) : []
      return { text: typeof kept.text === 'string' ? kept.text : '', replies }
    } catch {
      return { text: '', replies: [] }
    }
  }

  write(text: string, replies: readonly StoredReply[]): void {
    const kept = replies.map(({ key, text: words, attachments, createdAt }) => ({ key, text: words, attachments, createdAt }))
    this.draft.write(text.trim() || kept.length > 0 ? JSON.stringify({ text, replies: kept } satisfies Stored) : '')
  }
}
