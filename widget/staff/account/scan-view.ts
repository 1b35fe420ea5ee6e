import { css, html, type TemplateResult } from 'lit'
import type { NewSecondFactor } from '../../../shared/second-factor.ts'
import { icon } from '../base/icons.ts'
import type { StaffScope } from '../base/staff-scope.ts'

/** Squares of white that readers need around a code (ISO/IEC 18004 §6.3.8). */
const margin = 4

/** What an authenticator app needs: the key as a QR code, and as text to type. */
export function scanView(staff: StaffScope, { secret, qrCode }: NewSecondFactor): TemplateResult {
  const { second } = staff.texts.account
  const size = qrCode.size + 2 * margin
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    staff.announce(second.copied)
  }
  return html`<div class="scan">
    <h3 id="scan" tabindex="-1">${second.scanTitle}</h3>
    <p class="muted">${second.scanText}</p>
    <svg class="qr" viewBox="${-margin} ${-margin} ${size} ${size}" role="img" aria-label=${second.qrCode} shape-rendering="crispEdges">
      <rect x=${-margin} y=${-margin} width=${size} height=${size} fill="#fff"></rect>
      <path d=${qrCode.path} fill="#000"></path>
    </svg>
    <p class="muted">${second.cannotScan}</p>
    <p class="row">
      <code translate="no">${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      <button class="button" type="button" @click=${() => void copy()}>${icon('copy')} ${second.copyKey}</button>
    </p>
  </div>`
}

/** How it looks; the code is black on white in dark mode as well. */
export const scanStyles = css`
  .scan {
    display: grid;
    gap: 12px;
  }
  .qr {
    inline-size: min(208px, 100%);
    border: 1px solid var(--cp-border);
    border-radius: 8px;
  }
  code {
    padding: 6px 10px;
    border: 1px solid var(--cp-border);
    border-radius: 8px;
    background: var(--staff-sunken);
    font:
      600 13px/1.5 ui-monospace,
      monospace;
    overflow-wrap: anywhere;
  }
`
