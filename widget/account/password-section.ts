import { html, nothing, type TemplateResult } from 'lit'
import type { ApiError } from '../api/api-error.ts'
import { changeAccount } from '../api/account.ts'
import { describedBy, field } from '../ui/field.ts'
import { banner } from '../ui/notice.ts'
import type { AccountFrame, Section } from './account-frame.ts'

/** Another password, for who has one. */
export class PasswordSection implements Section {
  private isOpen = false
  private problems: { current?: string; next?: string } = {}

  render(frame: AccountFrame): TemplateResult {
    const { words, portal, facts } = frame
    const problem = frame.problemIn('password')
    return html`<section aria-labelledby="password">
      <h3 id="password" tabindex="-1">${words.password}</h3>
      ${
        this.isOpen
          ? html`<form novalidate @submit=${(event: SubmitEvent) => void this.submit(event, frame)}>
              ${problem ? banner(problem) : nothing}
              <input class="visually-hidden" tabindex="-1" aria-hidden="true" autocomplete="username" .value=${facts.account.email} />
              ${input('current', words.currentPassword, 'current-password', this.problems.current)}
              ${input('next', words.newPassword, 'new-password', this.problems.next, words.passwordHelp(portal.passwordMinChars))}
              <p class="muted small">${words.passwordEnds}</p>
              <div class="acts">
                <button class="button primary" type="submit" aria-disabled=${frame.busy ? 'true' : 'false'}>
                  ${frame.busy === 'password' ? words.saving : words.changePassword}
                </button>
                <button class="button" type="button" @click=${() => this.turn(false, frame)}>${frame.texts.cancel}</button>
              </div>
            </form>`
          : html`<div>
              <button class="button" id="open-password" type="button" @click=${() => this.turn(true, frame)}>
                ${words.changePassword}
              </button>
            </div>`
      }
    </section>`
  }

  private turn(isOpen: boolean, frame: AccountFrame): void {
    this.isOpen = isOpen
    this.problems = {}
    frame.focus(isOpen ? '#current' : '#open-password')
  }

  private async submit(event: SubmitEvent, frame: AccountFrame): Promise<void> {
    event.preventDefault()
    const { words, texts, session } = frame
    const [currentPassword, password] = [frame.value('current'), frame.value('next')]
    const { required } = texts.fieldError
    this.problems = { ...(currentPassword ? {} : { current: required }), ...(password ? {} : { next: required }) }
    if (this.problems.current ?? this.problems.next) return frame.focus(this.problems.current ? '#current' : '#next')
    const change = () => changeAccount(session, 'PUT', '/me/password', { currentPassword, password })
    if (await frame.act('password', 'password', change, words.passwordChanged, (error) => this.explain(error, frame)))
      this.turn(false, frame)
    else if (this.problems.current ?? this.problems.next) frame.focus(this.problems.current ? '#current' : '#next')
  }

  /** Empty when it is said at the field. */
  private explain(error: ApiError, { words, texts, portal }: AccountFrame): string | undefined {
    const next = error.fields['password']
    if (error.code === 'sign_in_failed') this.problems = { current: words.passwordWrong }
    else if (next === 'not_a_choice') this.problems = { next: words.passwordSame }
    else if (next === 'too_short') this.problems = { next: words.passwordShort(portal.passwordMinChars) }
    else if (next) this.problems = { next: texts.fieldError[next] }
    else return undefined
    return ''
  }
}

function input(
  id: string,
  label: string,
  autocomplete: 'current-password' | 'new-password',
  error?: string,
  help?: string,
): TemplateResult {
  return field({
    id,
    label,
    error,
    ...(help && { help }),
    input: html`<input
      class="input"
      id=${id}
      type="password"
      autocomplete=${autocomplete}
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy(id, { error, help })}
    />`,
  })
}
