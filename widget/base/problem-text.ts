import type { ApiError, ApiErrorCode } from '../api/api-error.ts'
import type { FormTexts } from '../locales/en/form.ts'
import type { StartTexts } from '../locales/en/start.ts'
import type { TicketTexts } from '../locales/en/ticket.ts'
import type { Notice } from '../ui/notice.ts'

/** What is missing is said by the element that asks for it. */
type ProblemTexts = StartTexts &
  Partial<Pick<TicketTexts, 'ticketNotFound' | 'ticketNotFoundHint'> & Pick<FormTexts, 'formMissing' | 'formMissingHint'>>

/** An error in words: what happened, what to do, never a code alone. */
export function problemNotice(error: ApiError, texts: ProblemTexts, retry?: () => void): Notice {
  const [title, hint] = words(error.code, texts)
  const canRetry = retry && !['portal_not_found', 'portal_off', 'origin_not_allowed', 'ticket_not_found'].includes(error.code)
  return {
    title,
    hint,
    footnote: error.requestId && isOurFault(error) ? texts.problemRequest(error.requestId) : undefined,
    action: canRetry ? { label: texts.tryAgain, act: retry } : undefined,
  }
}

function words(code: ApiErrorCode, texts: ProblemTexts): readonly [string, string] {
  switch (code) {
    case 'portal_not_found':
      return [texts.problemUnknownPortal, texts.problemUnknownPortalHint]
    case 'portal_off':
      return [texts.problemPortalOff, texts.problemPortalOffHint]
    case 'origin_not_allowed':
      return [texts.problemOrigin, texts.problemOriginHint(location.origin)]
    case 'preview_read_only':
      return [texts.problemPreview, '']
    case 'offline':
      return [texts.problemOffline, texts.problemOfflineHint]
    case 'busy':
    case 'too_many_requests':
      return [texts.problemBusy, texts.problemBusyHint]
    case 'ticket_not_found':
      return [texts.ticketNotFound ?? texts.problemOther, texts.ticketNotFoundHint ?? '']
    case 'form_not_found':
      return [texts.formMissing ?? texts.problemOther, texts.formMissingHint ?? '']
    default:
      return [texts.problemOther, texts.problemOtherHint]
  }
}

function isOurFault(error: ApiError): boolean {
  return error.status >= 500 || error.code === 'invalid_request'
}
