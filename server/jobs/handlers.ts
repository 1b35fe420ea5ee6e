import { checkDueDomains } from '../accounts/check-domain.ts'
import { forgetStaffAttempts } from '../accounts/staff-provider.repo.ts'
import { sweepAttachments } from '../attachments/sweep-attachments.ts'
import { forgetSessions } from '../auth/forget-sessions.ts'
import { inviteEverywhere, inviteWaiting } from '../auth/invite.ts'
import { mailLink } from '../auth/mail-link.ts'
import { issueLink } from '../auth/one-time-link.ts'
import { mailPasswordLink } from '../auth/team/forgotten-password.ts'
import { issueStaffLink } from '../auth/team/staff-link.ts'
import type { Timestamp } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { forgetAnswers } from '../http/idempotency.ts'
import { forgetAttempts } from '../portal/sign-in-attempt.repo.ts'
import { forgetChecks } from '../portal/sign-in-check.repo.ts'
import { giveUpMail, sendMail, type IssueLink } from '../mail/send-mail.ts'
import { forgetTraces } from '../own-data/forget-traces.ts'
import { removeDoneJobs } from './job.repo.ts'
import { redoMarkup } from '../tickets/redo-markup.ts'
import { forgetTemplatePreviews } from '../templates/template-preview.ts'
import { makeWorker, type Chore, type JobHandlers, type Worker } from './worker.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000

/** The link of a mail: to a contact of a portal, or to staff. */
const issueAnyLink: IssueLink = async (deps, accountId, mailId, order) =>
  'portalId' in order
    ? issueLink(deps, accountId, mailId, order)
    : { token: await issueStaffLink(deps, accountId, mailId, order), code: '' }

/** What each job does. */
const handlers: JobHandlers = {
  send_mail: { run: (deps, job) => sendMail(deps, job, issueAnyLink), gaveUp: giveUpMail },
  mail_link: { run: mailLink },
  invite: { run: inviteWaiting },
  staff_password_link: { run: mailPasswordLink },
  forget_traces: { run: forgetTraces },
}

/** What comes back by the clock. */
const chores: readonly Chore[] = [
  { name: 'sweep attachments', everySeconds: 600, run: sweepAttachments },
  {
    name: 'forget done jobs',
    everySeconds: 3600,
    run: (deps) => removeDoneJobs(deps.db, aWeekAgo(deps)),
  },
  { name: 'check domains', everySeconds: 60, run: checkDueDomains },
  { name: 'invite', everySeconds: 600, run: inviteEverywhere },
  { name: 'forget answers', everySeconds: 3600, run: (deps) => forgetAnswers(deps.db, aWeekAgo(deps)) },
  { name: 'redo markup', everySeconds: 60, run: redoMarkup },
  { name: 'forget sign-ins', everySeconds: 600, run: (deps) => forgetAttempts(deps.db, deps.now()) },
  { name: 'forget staff sign-ins', everySeconds: 600, run: (deps) => forgetStaffAttempts(deps.db, deps.now()) },
  { name: 'forget looks at templates', everySeconds: 600, run: (deps) => forgetTemplatePreviews(deps.db, deps.now()) },
  { name: 'forget test sign-ins', everySeconds: 600, run: (deps) => forgetChecks(deps.db, deps.now()) },
  { name: 'forget sessions', everySeconds: 3600, run: (deps) => forgetSessions(deps.db, aWeekAgo(deps)) },
]

/** Starts the job worker of this process. */
export function startWorker(deps: Deps): Worker {
  return makeWorker(deps, handlers, chores)
}

function aWeekAgo(deps: Deps): Timestamp {
  return new Date(Date.parse(deps.now()) - weekMs).toISOString()
}
