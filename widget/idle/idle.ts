import '../start.ts'
import type { SessionTimes } from '../../shared/own-data.ts'
import { sendForJson } from '../api/client.ts'
import { PortalElement } from '../base/portal-element.ts'
import type { Session } from '../base/session.ts'
import type { IdleDialog } from './idle-dialog.ts'

/** How long before the end the warning comes, in seconds. */
const warnSeconds = 60
/** Timers are not to be trusted over more: machines sleep. */
const lookEverySeconds = 600
/** While the warning is shown: somebody may go on in another tab. */
const lookAgainSeconds = 5

const acts = ['keydown', 'pointerdown'] as const

/** How long the session goes on, as the server knows it: over all tabs. `byUser`: and from now on anew. */
export function readTimes(session: Session, byUser = false): Promise<SessionTimes> {
  return sendForJson<SessionTimes>(session, { method: 'GET', path: '/session', byUser })
}

/**
 * Looks whether the session is about to end for want of activity, and warns in time. Who types or clicks in one of our
 * elements is active, also when nothing is sent for it; so is who opens a page.
 */
export async function watchIdle(session: Session): Promise<void> {
  goOn(session, watchActs(), await look(session, () => document.hasFocus()))
}

/** Looks again after some seconds, or when the page is seen again: timers of hidden pages and of sleeping machines are late. */
function goOn(session: Session, hasActed: () => boolean, seconds: number): void {
  const again = async () => {
    clearTimeout(session.idleTimer)
    document.removeEventListener('visibilitychange', seen)
    const next = await look(session, hasActed)
    goOn(session, watchActs(), next)
  }
  const seen = () => void (document.visibilityState === 'visible' && again())
  document.addEventListener('visibilitychange', seen)
  session.idleTimer = setTimeout(() => void again(), seconds * 1000)
}

/** @returns seconds until it is worth to look again. */
async function look(session: Session, hasActed: () => boolean): Promise<number> {
  // Nobody is in: soon somebody may be again.
  if (session.state !== 'in') return warnSeconds
  try {
    const byUser = hasActed()
    const { idleInSeconds } = await readTimes(session, byUser)
    if (idleInSeconds === null) return lookEverySeconds
    if (idleInSeconds > warnSeconds) return Math.min(lookEverySeconds, idleInSeconds - warnSeconds)
    await warn(session, idleInSeconds)
    return lookAgainSeconds
  } catch {
    // No connection, or the session is over: the elements say so.
    return warnSeconds
  }
}

/** Shows one dialog, however many elements the page has, until somebody decides or the time is up. */
async function warn(session: Session, seconds: number): Promise<void> {
  await import('./idle-dialog.ts')
  const beside = [...document.querySelectorAll('*')].find((element) => element instanceof PortalElement) as PortalElement | undefined
  const dialog: IdleDialog = document.createElement('cp-idle')
  dialog.portal = session.portalKey
  if (beside) {
    dialog.theme = beside.theme
    dialog.lang = beside.closest('[lang]')?.getAttribute('lang') ?? ''
  }
  if (!dialog.lang) dialog.removeAttribute('lang')
  dialog.seconds = seconds
  document.body.append(dialog)
  const timer = setInterval(() => {
    void readTimes(session)
      .then(({ idleInSeconds }) => idleInSeconds !== null && idleInSeconds <= warnSeconds)
      .then((isDue) => isDue || dialog.decide('gone on'))
      .catch(() => undefined)
  }, lookAgainSeconds * 1000)
  try {
    const decision = await dialog.decision
    if (decision === 'stay') await readTimes(session, true)
    else if (decision === 'leave') await session.signOut()
    else if (decision === 'over') await session.expire()
  } finally {
    clearInterval(timer)
    dialog.remove()
  }
}

/** Hears whether anything is done in one of our elements. */
function watchActs(): () => boolean {
  let hasActed = false
  const heard = new AbortController()
  for (const kind of acts) {
    document.addEventListener(
      kind,
      (event) => {
        if (!event.composedPath().some((node) => node instanceof PortalElement)) return
        hasActed = true
        heard.abort()
      },
      { capture: true, passive: true, signal: heard.signal },
    )
  }
  return () => {
    heard.abort()
    return hasActed
  }
}
