import { fileTexts } from './en/files.ts'
import { formTexts } from './en/form.ts'
import { listToolTexts } from './en/list-tools.ts'
import { loginTexts } from './en/login.ts'
import { portalLinkTexts } from './en/portal-link.ts'
import { portalTexts } from './en/portal.ts'
import { startTexts } from './en/start.ts'
import { partTexts } from './en/ticket-parts.ts'
import { ticketTexts } from './en/ticket.ts'

/**
 * Every word that customers read, by area. Elements import the areas that they need and of this file nothing but the type:
 * else the texts of all of them would be in the start chunk.
 */
export const en = {
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

export type Texts = typeof en
