import { css, html, type TemplateResult } from 'lit'
import { icon } from '../base/icons.ts'
import type { StaffScope } from '../base/staff-scope.ts'

/** Recovery codes, shown this once, with ways to keep them. `done`: the reader has. */
export function recoveryCodesView(staff: StaffScope, codes: readonly string[], done: () => void): TemplateResult {
  const { second } = staff.texts.account
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    staff.announce(second.copied)
  }
  return html`<div class="recovery">
    <h3 id="recovery" tabindex="-1">${second.recoveryTitle}</h3>
    <p>${second.recoveryText}</p>
    <ul class="codes" aria-label=${second.recoveryList}>
      ${codes.map((code) => html`<li translate="no">${code}</li>`)}
    </ul>
    <div class="row">
      <button class="button" type="button" @click=${() => void copy()}>${icon('copy')} ${second.copyCodes}</button>
      <button class="button" type="button" @click=${() => download(staff, codes)}>${icon('down')} ${second.downloadCodes}</button>
    </div>
    <div class="row"><button class="button primary" type="button" @click=${done}>${second.kept}</button></div>
  </div>`
}

/** How they look. */
export const recoveryCodesStyles = css`
  .recovery {
    display: grid;
    gap: 14px;
  }
  .codes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
    gap: 6px 16px;
    padding: 14px;
    border: 1px solid var(--cp-border);
    border-radius: 8px;
    background: var(--staff-sunken);
    font:
      600 14px/1.6 ui-monospace,
      monospace;
    direction: ltr;
  }
`

function download(staff: StaffScope, codes: readonly string[]): void {
  const { second } = staff.texts.account
  const text = `${second.fileHead(staff.me.accountName, staff.me.email)}\n\n${codes.join('\n')}\n`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = second.fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
