import type { TemplateResult } from 'lit'
import type { PublicPortal } from '../../shared/portal.ts'
import type { ApiError } from '../api/api-error.ts'
import type { AccountFacts } from '../api/account.ts'
import type { Session } from '../base/session.ts'
import type { AccountTexts } from '../locales/en/account.ts'
import type { StartTexts } from '../locales/en/start.ts'
import type { TimeFormat } from '../ui/relative-time.ts'

/** Parts of the account view. */
export type SectionName = 'devices' | 'password' | 'consent' | 'data'

/** What the parts of the account view are given by it. */
export interface AccountFrame {
  readonly session: Session
  readonly portal: PublicPortal
  readonly words: AccountTexts
  readonly texts: StartTexts
  readonly times: TimeFormat
  readonly facts: AccountFacts
  /** What is under way; one act at a time. */
  readonly busy: string | undefined
  /** What went wrong last, in this part. */
  problemIn: (section: SectionName) => string | undefined
  /** The question who is there, if this part waits for its answer. */
  proofIn: (section: SectionName) => TemplateResult | undefined
  /** Does something, says how it went, and looks at the account again. `name`: of what is under way. */
  act: (
    section: SectionName,
    name: string,
    work: () => Promise<unknown>,
    done: string,
    explain?: (error: ApiError) => string | undefined,
  ) => Promise<boolean>
  value: (id: string) => string
  focus: (selector: string) => void
  update: () => void
  /** Goes to the tickets, or to what stands in front of them. */
  leave: () => void
}

/** One part. */
export interface Section {
  render: (frame: AccountFrame) => TemplateResult
}
