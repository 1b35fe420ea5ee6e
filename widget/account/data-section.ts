import { html, nothing, type TemplateResult } from 'lit'
import { changeAccount, getOwnData } from '../api/account.ts'
import { banner } from '../ui/notice.ts'
import { exactText } from '../ui/relative-time.ts'
import { downloadIcon } from '../ui/icons.ts'
import type { AccountFrame, Section } from './account-frame.ts'

/** The own data as a file; the wish that all of it be deleted. */
export class DataSection implements Section {
  private isAsking = false

  render(frame: AccountFrame): TemplateResult {
    const { words, busy } = frame
    const problem = frame.problemIn('data')
    return html`<section aria-labelledby="data">
      <h3 id="data" tabindex="-1">${words.data}</h3>
      ${problem ? banner(problem) : nothing} ${frame.proofIn('data') ?? nothing}
      <p class="muted">${words.downloadHint}</p>
      <div>
        <button
          class="button"
          id="download"
          type="button"
          aria-disabled=${busy ? 'true' : 'false'}
          @click=${() => void this.download(frame)}
        >
          ${downloadIcon}${busy === 'download' ? words.downloading : words.download}
        </button>
      </div>
      ${this.renderDeletion(frame)}
    </section>`
  }

  private renderDeletion(frame: AccountFrame): TemplateResult {
    const { words, facts, times, texts, busy, session } = frame
    const { deletion } = facts.account
    const held = busy ? 'true' : 'false'
    if (deletion) {
      const takeBack = () =>
        void frame.act('data', 'take back', () => changeAccount(session, 'DELETE', '/me/deletion-request'), words.deletionTakenBack)
      return html`<div class="ask" id="asked" tabindex="-1">
        <p>${words.deletionAsked(exactText(deletion.requestedAt, times))}</p>
        <div><button class="button" type="button" aria-disabled=${held} @click=${takeBack}>${words.deletionTakeBack}</button></div>
      </div>`
    }
    const turn = (isAsking: boolean) => {
      this.isAsking = isAsking
      frame.focus(isAsking ? '#delete-title' : '#delete')
    }
    if (!this.isAsking) {
      return html`<p class="muted">${words.deletionHint}</p>
        <div><button class="button danger" id="delete" type="button" @click=${() => turn(true)}>${words.deletion}</button></div>`
    }
    return html`<div class="ask" role="group" aria-labelledby="delete-title">
      <p class="ask-title" id="delete-title" tabindex="-1">${words.deletionAsk}</p>
      <ul class="means">
        ${words.deletionMeans.map((meaning) => html`<li>${meaning}</li>`)}
      </ul>
      <div class="acts">
        <button class="button danger" type="button" aria-disabled=${held} @click=${() => void this.ask(frame)}>
          ${words.deletionConfirm}
        </button>
        <button class="button" type="button" @click=${() => turn(false)}>${texts.cancel}</button>
      </div>
    </div>`
  }

  private async download(frame: AccountFrame): Promise<void> {
    const { session, words } = frame
    const work = async () => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await getOwnData(session))
      link.download = `${words.fileName}-${new Date().toISOString().slice(0, 10)}.zip`
      link.click()
      // The browser has begun to read by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    }
    await frame.act('data', 'download', work, words.downloaded)
  }

  private async ask(frame: AccountFrame): Promise<void> {
    const { session, words } = frame
    const at = exactText(new Date().toISOString(), frame.times)
    const work = () => changeAccount(session, 'POST', '/me/deletion-request')
    if (!(await frame.act('data', 'ask', work, words.deletionAsked(at)))) return
    this.isAsking = false
    frame.focus('#asked')
  }
}
