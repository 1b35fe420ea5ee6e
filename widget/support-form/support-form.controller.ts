import type { ReactiveControllerHost } from 'lit'
import { fromText, listShown, readNumber, toText } from '../../shared/form-values.ts'
import type { FormField, SubmitFormBody, SupportForm } from '../../shared/forms.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { TicketSummary } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { getForm, postTicket } from '../api/form.ts'
import type { Connection } from '../base/connection.ts'
import { Draft } from '../base/drafts.ts'
import { Loader } from '../base/loader.ts'
import { colleagueField, whomField } from './whom.ts'

/** Which of several forms was chosen, beside the form's own fields. */
const formChoice = 'formKey'

/** The support form: its fields, what was typed, what is wrong with it, and sending it once. */
export class SupportFormController {
  values: Readonly<Record<string, string>> = {}
  errors: Readonly<Record<string, FieldErrorCode>> = {}
  failure: ApiError | undefined
  isSending = false
  /** The ticket that was opened; undefined while the form is filled in. */
  ticket: TicketSummary | undefined
  /** Address of the colleague whom that ticket is for; empty when it is one's own. */
  filedFor = ''
  /** True where tickets can be filed for colleagues. */
  canFileForColleagues = false

  /** Which form the page asks for; empty: the portal's own choice, and the reader's where there are several. */
  formKey = ''

  private readonly host: ReactiveControllerHost
  private readonly form: Loader<SupportForm>
  private connection: Connection | undefined
  private draft: Draft | undefined
  private sentBody = ''
  private key = ''

  constructor(host: ReactiveControllerHost) {
    this.host = host
    this.form = new Loader(host, async (signal) => {
      if (!this.connection) throw new DOMException('Left', 'AbortError')
      return getForm(this.connection.session, this.formKey || this.values[formChoice], signal)
    })
  }

  get state() {
    return this.form.state
  }

  get error(): ApiError | undefined {
    return this.form.error
  }

  get retry(): () => void {
    return this.form.retry
  }

  /** The form, once it is here. */
  get value(): SupportForm | undefined {
    return this.form.value
  }

  get fields(): readonly FormField[] {
    return this.form.value?.fields ?? []
  }

  /** What is filled in at the moment. */
  get shown(): readonly FormField[] {
    return listShown(this.fields, this.textOf)
  }

  /** Another form; what both ask for is kept. */
  choose(key: string): void {
    this.errors = {}
    this.write(formChoice, key)
    void this.form.start()
  }

  /** What stands in a field: what was typed, else what it begins with. */
  readonly textOf = (field: FormField): string => this.values[field.name] ?? toText(field.default)

  get isForColleague(): boolean {
    return this.canFileForColleagues && Boolean(this.values[whomField])
  }

  enter(connection: Connection, contactId: string): void {
    this.connection = connection
    this.draft = new Draft(connection.portalKey, contactId, `form${this.formKey}`)
    if (Object.keys(this.values).length === 0) this.values = readValues(this.draft)
    if (!this.form.value) void this.form.start()
    // What failed because the session had ended may be sent now.
    if (this.failure?.status === 401) this.failure = undefined
  }

  leave(): void {
    this.form.reset()
    this.connection = undefined
    this.draft = undefined
    this.startOver()
  }

  write(name: string, value: string): void {
    this.values = { ...this.values, [name]: value }
    this.draft?.write(Object.values(this.values).some(Boolean) ? JSON.stringify(this.values) : '')
    // A complaint goes as soon as it is no longer true; a new one waits until the field is left.
    const checked = name === whomField ? colleagueField : name
    if (this.errors[checked]) this.check(checked)
    this.host.requestUpdate()
  }

  /** The field is left. A complaint that it has already stays: the server's cannot be checked here. */
  leaveField(name: string): void {
    if (!this.errors[name]) this.check(name)
  }

  /** Checks one field. */
  check(name: string): void {
    const field = this.fields.find((other) => other.name === name)
    if (!field && name !== colleagueField) return
    const { [name]: _former, ...others } = this.errors
    const found = field ? this.findError(field) : this.findColleagueError()
    this.errors = found ? { ...others, [name]: found } : others
    this.host.requestUpdate()
  }

  /** True when every field is in order. `hasFiles` answers for required file fields. */
  checkAll(hasFiles: boolean): boolean {
    const colleague = this.findColleagueError()
    const errors: [string, FieldErrorCode][] = colleague ? [[colleagueField, colleague]] : []
    this.errors = Object.fromEntries([
      ...errors,
      ...this.shown.flatMap((field): [string, FieldErrorCode][] => {
        const found = field.type === 'file' ? (field.isRequired && !hasFiles ? 'required' : undefined) : this.findError(field)
        return found ? [[field.name, found]] : []
      }),
    ])
    this.host.requestUpdate()
    return Object.keys(this.errors).length === 0
  }

  /** Opens the ticket. Sent again unchanged, it opens no second one. */
  async submit(attachmentIds: string[]): Promise<TicketSummary | undefined> {
    const { connection } = this
    const form = this.form.value
    if (!connection || !form || this.isSending) return undefined
    const { shown, textOf } = this
    const values: SubmitFormBody['values'] = {}
    for (const field of shown) {
      const text = textOf(field)
      if (field.type === 'yes_no' || text.trim()) values[field.name] = fromText(field.type, text)
    }
    const requesterEmail = this.isForColleague ? (this.values[colleagueField] ?? '').trim() : ''
    const hasFiles = shown.some((field) => field.type === 'file')
    const body: SubmitFormBody = {
      formId: form.id,
      values,
      attachmentIds: hasFiles ? attachmentIds : [],
      ...(requesterEmail ? { requesterEmail } : {}),
    }
    if (JSON.stringify(body) !== this.sentBody) this.key = crypto.randomUUID()
    this.sentBody = JSON.stringify(body)
    this.isSending = true
    this.failure = undefined
    this.host.requestUpdate()
    try {
      const { ticket } = await postTicket(connection.session, body, this.key)
      this.draft?.write('')
      this.startOver()
      this.ticket = ticket
      this.filedFor = requesterEmail
      return ticket
    } catch (thrown) {
      this.failure = toApiError(thrown)
      this.takeServerErrors(this.failure)
      return undefined
    } finally {
      this.isSending = false
      this.host.requestUpdate()
    }
  }

  /** An empty form. */
  startOver(): void {
    this.values = {}
    this.errors = {}
    this.failure = undefined
    this.ticket = undefined
    this.filedFor = ''
    this.sentBody = ''
    this.host.requestUpdate()
  }

  private takeServerErrors(error: ApiError): void {
    const names = new Set([...this.fields.map((field) => field.name), colleagueField])
    const known: [string, FieldErrorCode][] = Object.entries(error.fields)
      .map(([name, code]): [string, FieldErrorCode] => [name.replace(/^values\./, ''), code])
      .filter(([name]) => names.has(name))
    // Another form than the one that was loaded: words of a consent, a choice, a field.
    if (!error.isPassing) void this.form.start()
    if (known.length === 0) return
    this.errors = Object.fromEntries(known)
    this.failure = undefined
  }

  private findColleagueError(): FieldErrorCode | undefined {
    const address = (this.values[colleagueField] ?? '').trim()
    if (!this.isForColleague) return undefined
    if (address === '') return 'required'
    return /^[^\s@]+@[^\s@]+$/.test(address) ? undefined : 'not_an_email'
  }

  private findError(field: FormField): FieldErrorCode | undefined {
    const text = this.textOf(field)
    const isAgreed = field.type !== 'consent' || Object.values(field.labels).includes(text)
    if (!isAgreed || text.trim() === '') return field.isRequired ? 'required' : undefined
    if (field.type === 'choice') return field.options?.some((option) => option.value === text) ? undefined : 'not_a_choice'
    if (field.type === 'number' && !(Math.abs(readNumber(text)) <= 1e12)) return 'invalid'
    return text.length > maxChars(field) ? 'too_long' : undefined
  }
}

/** Most characters that a field takes. */
export function maxChars(field: FormField): number {
  if (field.name === 'subject') return limits.subjectMaxChars
  return field.name.includes('.') ? 1000 : limits.messageMaxChars
}

function readValues(draft: Draft): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(draft.read() || '{}')
    return Object.fromEntries(Object.entries(kept as object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}
