import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { FieldErrorCode } from '../../shared/errors.ts'
import { ApiError, toApiError } from '../api/api-error.ts'
import type { LoginTexts } from '../locales/en/login.ts'
import type { StartTexts } from '../locales/en/start.ts'

/** Inputs of the login's views, and what is wrong as a whole. */
export type InputName = 'name' | 'email' | 'password' | 'code' | 'consent'
export type Problems = Partial<Record<InputName | 'form', string>>

type Texts = LoginTexts & Pick<StartTexts, 'fieldError' | 'problemOther' | 'problemOtherHint'>

const order: readonly InputName[] = ['name', 'email', 'password', 'code', 'consent']

/** One attempt at a time: what is wrong, which input has to be mended first, and how long to wait after too many tries. */
export class SignInController implements ReactiveController {
  problems: Problems = {}
  isBusy = false
  /** Whoever it is gets in nowhere here. */
  isDenied = false
  /** As it was typed last, whatever view asked for it. */
  email = ''
  /** Clock of this browser; 0 while trying is allowed. */
  private lockedUntil = 0
  private lockTimer: ReturnType<typeof setInterval> | undefined
  private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode }

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    clearInterval(this.lockTimer)
  }

  /** Seconds until the next try; 0 or less when it may be made now. */
  get lockedFor(): number {
    return (this.lockedUntil - Date.now()) / 1000
  }

  get isHeld(): boolean {
    return this.isBusy || this.lockedFor > 0
  }

  /** What is wrong with the form as a whole, in words. */
  formProblem(texts: Texts): string | undefined {
    return this.lockedFor > 0 ? texts.logInLocked(this.lockedFor) : this.problems.form
  }

  /** Another view: nothing of the last one counts. */
  reset(): void {
    this.isDenied = false
    this.problems = {}
    this.host.requestUpdate()
  }

  value(name: InputName): string {
    return this.host.renderRoot.querySelector<HTMLInputElement>(`#${name}`)?.value ?? ''
  }

  /** Says what is wrong with inputs and puts the focus on the first of them. @returns true when nothing is. */
  async accept(problems: Problems): Promise<boolean> {
    this.problems = problems
    this.host.requestUpdate()
    const first = order.find((name) => problems[name])
    if (first) {
      await this.host.updateComplete
      this.host.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus()
    }
    return Object.keys(problems).length === 0
  }

  /** What is wrong with an address that was typed. */
  checkEmail(email: string, { fieldError }: Texts): Problems {
    if (email === '') return { email: fieldError.required }
    return /^[^\s@]+@[^\s@]+$/.test(email) ? {} : { email: fieldError.not_an_email }
  }

  /** Asks the server, unless it is being asked already. `explain`: problems that only the view has words for. @returns true when it took it. */
  async attempt(texts: Texts, ask: () => Promise<unknown>, explain: (error: ApiError) => Problems | undefined): Promise<boolean> {
    if (this.isHeld) return false
    this.isBusy = true
    this.problems = {}
    this.host.requestUpdate()
    try {
      await ask()
      return true
    } catch (thrown) {
      await this.explain(thrown, texts, explain)
      return false
    } finally {
      this.isBusy = false
      this.host.requestUpdate()
    }
  }

  /** Says why the server did not take it. */
  async explain(thrown: unknown, texts: Texts, explain: (error: ApiError) => Problems | undefined): Promise<void> {
    const error = toApiError(thrown)
    this.isDenied = error.code === 'access_denied'
    if (error.code === 'sign_in_locked' || error.code === 'too_many_requests') this.lockFor(error.retryAfterSeconds ?? 30)
    else await this.accept(explain(error) ?? problemsOf(error, texts))
  }

  private lockFor(seconds: number): void {
    this.lockedUntil = Date.now() + seconds * 1000
    clearInterval(this.lockTimer)
    this.lockTimer = setInterval(() => {
      if (this.lockedUntil <= Date.now()) clearInterval(this.lockTimer)
      this.host.requestUpdate()
    }, 1000)
  }
}

function problemsOf(error: ApiError, texts: Texts): Problems {
  const found = Object.entries(error.fields).filter((entry): entry is [InputName, FieldErrorCode] => order.includes(entry[0] as InputName))
  if (found.length > 0) return Object.fromEntries(found.map(([name, code]) => [name, texts.fieldError[code]]))
  switch (error.code) {
    case 'sign_in_failed':
      return { form: texts.logInFailed }
    case 'access_denied':
      return { form: texts.logInDenied }
    case 'sign_in_method_off':
      return { form: texts.logInMethodOff }
    case 'busy':
      return { form: texts.logInBusy }
    case 'offline':
      return { form: texts.logInOffline }
    default:
      return { form: `${texts.problemOther}. ${texts.problemOtherHint}` }
  }
}
