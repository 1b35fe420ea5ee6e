import { html, type TemplateResult } from 'lit'
import type { StaffMessage } from '../../../shared/threads.ts'
import type { AttachmentSource, AttachmentTexts } from '../../ui/attachment.ts'
import '../../ui/attachment.ts'
import { messageBody } from '../../ui/message-body.ts'
import '../../ui/message-html.ts'
import { createDownloadLink, readFileContent } from '../api/attachments.ts'
import type { StaffScope } from '../base/staff-scope.ts'

/** What a message says: with its markup and its pictures, where its sender wrote with them. */
export function renderText(staff: StaffScope, message: StaffMessage): TemplateResult {
  if (message.html === null) return messageBody(message.text, staff.texts.conversation.quoted)
  const { source, texts } = endsOf(staff)
  return html`<cp-message-html
    class="body"
    .markup=${message.html}
    .text=${message.text}
    .attachments=${message.attachments}
    .source=${source}
    .texts=${texts}
    .locale=${staff.language}
  ></cp-message-html>`
}

interface Ends {
  of: StaffScope['texts']
  source: AttachmentSource
  texts: AttachmentTexts & { quotedText: string }
}

/** The same objects as long as the words are: with others every message would be copied anew. */
const ends = new WeakMap<StaffScope['client'], Ends>()

function endsOf({ client, texts }: StaffScope): Ends {
  const known = ends.get(client)
  if (known?.of === texts) return known
  const { download, openImage, downloadFailed, quoted } = texts.conversation
  const made: Ends = {
    of: texts,
    source: {
      content: (id, signal) => readFileContent(client, id, signal),
      link: async (id) => new URL((await createDownloadLink(client, id)).url, location.href).href,
    },
    texts: { download, openImage, downloadFailed, close: texts.app.close, quotedText: quoted },
  }
  ends.set(client, made)
  return made
}
