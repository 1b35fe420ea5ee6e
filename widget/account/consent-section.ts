import { html, nothing, type TemplateResult } from 'lit'
import { changeAccount } from '../api/account.ts'
import { banner } from '../ui/notice.ts'
import { exactText } from '../ui/relative-time.ts'
import type { AccountFrame, Section } from './account-frame.ts'

/** What was agreed to and taken back, with its words and times; withdrawing is as easy as agreeing was. */
export class ConsentSection implements Section {
  private isAsking = false

  render(frame: AccountFrame): TemplateResult {
    const { words, facts, times, texts, busy } = frame
    const { asked, isGiven, records } = facts.consent
    const [newest] = records
    const when = newest ? exactText(newest.at, times) : ''
    const problem = frame.problemIn('consent')
    const turn = (isAsking: boolean) => {
      this.isAsking = isAsking
      frame.focus(isAsking ? '#withdraw-yes' : '#withdraw')
    }
    return html`<section aria-labelledby="consent">
      <h3 id="consent" tabindex="-1">${words.consent}</h3>
      ${problem ? banner(problem) : nothing}
      <p>
        ${newest?.kind === 'given' && isGiven ? words.consentGiven(when) : newest?.kind === 'withdrawn' ? words.consentWithdrawn(when) : words.consentMissing}
      </p>
      ${
        this.isAsking
          ? html`<div class="ask" role="alert">
              <p>${words.consentAsk}</p>
              <div class="acts">
                <button
                  class="button"
                  id="withdraw-yes"
                  type="button"
                  aria-disabled=${busy ? 'true' : 'false'}
                  @click=${() => void this.withdraw(frame)}
                >
                  ${words.consentConfirm}
                </button>
                <button class="button" type="button" @click=${() => turn(false)}>${texts.cancel}</button>
              </div>
            </div>`
          : html`<div class="acts">
              ${
                newest?.kind === 'given'
                  ? html`<button class="button" id="withdraw" type="button" @click=${() => turn(true)}>${words.consentWithdraw}</button>`
                  : nothing
              }
              ${asked && !isGiven ? html`<button class="button primary" type="button" @click=${frame.leave}>${words.consentGive}</button>` : nothing}
            </div>`
      }
      ${records.length > 0 ? this.renderReceipts(frame) : nothing}
    </section>`
  }

  private renderReceipts({ words, facts, times }: AccountFrame): TemplateResult {
    return html`<details>
      <summary>${words.consentHistory}</summary>
      <ul class="rows">
        ${facts.consent.records.map(
          ({ kind, method, at, version, language, text, checkbox }) =>
            html`<li class="receipt">
              <p>
                <b>${words.receipt(kind, method)}</b> · <time datetime=${at}>${exactText(at, times)}</time>
                <span class="muted small"> · ${words.version(version.slice(0, 8))}</span>
              </p>
              <div class="words" lang=${language}>
                <p>${text}</p>
                <p>☑ ${checkbox}</p>
              </div>
            </li>`,
        )}
      </ul>
    </details>`
  }

  private async withdraw(frame: AccountFrame): Promise<void> {
    const { session, words } = frame
    const work = async () => {
      await changeAccount(session, 'DELETE', '/consent')
      if (session.me && frame.facts.consent.asked) await session.setMe({ ...session.me, needsConsent: true })
    }
    const at = exactText(new Date().toISOString(), frame.times)
    if (!(await frame.act('consent', 'withdraw', work, words.consentWithdrawn(at)))) return
    this.isAsking = false
    frame.focus('#consent')
  }
}
