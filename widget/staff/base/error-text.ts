import type { StaffApiError } from '../api/client.ts'
import type { StaffTexts } from '../locales/en.ts'

/** What happened and what to do, in the reader's words. */
export function errorText(texts: StaffTexts, error: StaffApiError): string {
  return texts.errors[error.code] ?? texts.errors.other
}
