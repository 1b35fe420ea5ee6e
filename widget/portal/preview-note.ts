import { html, nothing, type TemplateResult } from 'lit'
import type { Session } from '../base/session.ts'
import type { PortalTexts } from '../locales/en/portal.ts'

/** Says above everything that staff look at the portal, and as whom. */
export function previewNote(session: Session | undefined, texts: PortalTexts): TemplateResult | typeof nothing {
  if (!session?.preview) return nothing
  const { me, isOver } = session.preview
  return html`<div class="preview" role="status">
    <span>${isOver ? texts.previewOver : me?.email ? texts.previewAs(me.name || me.email) : texts.previewAll}</span>
    ${isOver ? nothing : html`<button class="button" type="button" @click=${() => session.signOut()}>${texts.previewEnd}</button>`}
  </div>`
}
