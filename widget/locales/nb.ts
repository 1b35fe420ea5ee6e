import { fileTexts } from './nb/files.ts'
import { formTexts } from './nb/form.ts'
import { listToolTexts } from './nb/list-tools.ts'
import { loginTexts } from './nb/login.ts'
import { portalLinkTexts } from './nb/portal-link.ts'
import { portalTexts } from './nb/portal.ts'
import { startTexts } from './nb/start.ts'
import { partTexts } from './nb/ticket-parts.ts'
import { ticketTexts } from './nb/ticket.ts'
import type { Texts } from './en.ts'

/** All words in bokmål: one chunk, loaded by those who read it. */
export const nb: Texts = {
  ...fileTexts,
  ...formTexts,
  ...listToolTexts,
  ...loginTexts,
  ...portalLinkTexts,
  ...portalTexts,
  ...startTexts,
  ...ticketTexts,
  ...partTexts,
}
