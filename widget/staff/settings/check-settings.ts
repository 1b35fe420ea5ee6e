import type { FieldErrorCode } from '../../../shared/errors.ts'
import { homeRoutePattern } from '../../../shared/home-route.ts'
import { limits } from '../../../shared/limits.ts'
import type { Property } from '../../../shared/properties.ts'
import { checkRule } from '../rules/rule-draft.ts'
import { checkConsentDraft } from './consent-draft.ts'
import { isDuration, readDuration } from './duration.ts'
import { absoluteTime, idleTime } from './session-times.ts'
import type { SettingName, SettingsValues } from './settings-values.ts'

/** What is wrong, by control; lines of the list of websites as `allowedOrigins.0`, parts of rules by their path. */
export type SettingProblems = Record<string, FieldErrorCode>

const reopenDaysMax = 3650

/** What can be seen to be wrong before the server is asked. */
export function checkSettings(values: SettingsValues, properties: readonly Property[]): SettingProblems {
  const problems: SettingProblems = {}
  if (values.title.trim() === '') problems['title'] = 'required'
  else if (values.title.trim().length > limits.nameMaxChars) problems['title'] = 'too_long'
  if (values.slug.trim() === '') problems['slug'] = 'required'
  else if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(values.slug.trim())) problems['slug'] = 'invalid'
  if (!isWebAddress(values.homeUrl)) problems['homeUrl'] = 'not_a_url'
  checkHomeRoute(values, problems)
  checkAccess(values, problems)
  values.allowedOrigins.forEach((line, index) => {
    if (line.trim() !== '' && !isOrigin(line.trim())) problems[`allowedOrigins.${index}`] = 'not_an_origin'
    else if (line.trim() !== '' && isTwice(values.allowedOrigins, index)) problems[`allowedOrigins.${index}`] = 'twice'
  })
  for (const name of ['companyRule', 'ticketFilter'] as const) {
    const found = values[name] ? checkRule(values[name], properties) : {}
    for (const [path, code] of Object.entries(found)) problems[`${name}.${path}`] = code
  }
  if (!/^[1-9]\d{0,3}$/.test(values.reopenDays.trim()) || Number(values.reopenDays) > reopenDaysMax) problems['reopenDays'] = 'invalid'
  return problems
}

function checkHomeRoute({ homeRoute }: SettingsValues, problems: SettingProblems): void {
  const route = homeRoute.trim()
  if (route === '') problems['homeRoute'] = 'required'
  else if (route.length > limits.homeRouteMaxChars) problems['homeRoute'] = 'too_long'
  else if (!homeRoutePattern.test(route)) problems['homeRoute'] = 'invalid'
}

function checkAccess(values: SettingsValues, problems: SettingProblems): void {
  if (values.accessMode === 'lists' && values.accessListIds.length === 0) problems['accessListIds'] = 'required'
  if (values.signInMethods.length === 0) problems['signInMethods'] = 'required'
  const minChars = Number(values.passwordMinChars)
  const isCount = /^\d+$/.test(values.passwordMinChars.trim())
  if (!isCount || minChars < limits.passwordMinCharsMin || minChars > limits.passwordMinCharsMax) problems['passwordMinChars'] = 'invalid'
  if (!isDuration(values.sessionIdleSeconds, idleTime)) problems['sessionIdleSeconds'] = 'invalid'
  const absolute = readDuration(values.sessionAbsoluteSeconds, absoluteTime)
  if (absolute === null || !isDuration(values.sessionAbsoluteSeconds, absoluteTime)) problems['sessionAbsoluteSeconds'] = 'invalid'
  else if ((readDuration(values.sessionIdleSeconds, idleTime) ?? 0) > absolute) problems['sessionIdleSeconds'] = 'invalid'
  if (values.canRegister && (values.accessMode === 'lists' || !values.signInMethods.includes('password'))) {
    problems['canRegister'] = 'not_a_choice'
  }
  if (values.consentTexts) {
    for (const [path, code] of Object.entries(checkConsentDraft(values.consentTexts, values.language))) {
      problems[`consentTexts.${path}`] = code
    }
  } else if (values.canRegister && values.isOn) problems['consentTexts'] = 'required'
}

/** The control that a field name of the server's answer belongs to. */
export function problemName(field: string): string {
  return field.replace(/\[(\d+)\]/, '.$1')
}

/** The control of a problem: that of a line is its list. */
export function settingOf(name: string): SettingName {
  return name.split('.')[0] as SettingName
}

/** An origin as the server takes it: scheme, host and port only. Plain http only on this machine. */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return false
  return url.pathname === '/' && !url.search && !url.hash && !url.username && !text.includes('*')
}

function isWebAddress(text: string): boolean {
  const trimmed = text.trim()
  return trimmed === '' || (URL.canParse(trimmed) && /^https?:$/.test(new URL(trimmed).protocol))
}

/** The same website stands further up. */
function isTwice(lines: readonly string[], index: number): boolean {
  const originOf = (text: string | undefined) => URL.parse(text?.trim() ?? '')?.origin
  const own = originOf(lines[index])
  return own !== undefined && lines.slice(0, index).some((line) => originOf(line) === own)
}
