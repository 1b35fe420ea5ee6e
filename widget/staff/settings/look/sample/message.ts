import type { DarkMode } from '../../../../../shared/theme.ts'
import type { PortalSettings } from '../../../../../shared/portal.ts'

/** What a frame of the preview can show. */
export const sampleViews = ['list', 'ticket', 'form', 'login'] as const
export type SampleView = (typeof sampleViews)[number]

/** What the settings page tells a frame: how everything looks now. */
export interface LookMessage {
  type: 'cp-look'
  view: SampleView
  /** The style sheet of the elements. */
  css: string
  /** Of the page around them. */
  page: Exclude<DarkMode, 'auto'>
  portal: Pick<PortalSettings, 'title' | 'language' | 'signInMethods' | 'canRegister' | 'passwordMinChars'>
}

/** What a frame says when it can be told. */
export const readyMessage = 'cp-look-ready'
