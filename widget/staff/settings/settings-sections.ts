import type { SettingsSection } from '../base/routes.ts'
import type { StaffTexts } from '../locales/en.ts'

/** A part of the long form about one portal. */
export type PortalPart = 'set-up' | 'general' | 'embedding' | 'access' | 'consent' | 'tickets' | 'pages' | 'properties'

/** One entry of the column: a page of its own, or a part of the form about the portal. */
export interface SectionEntry {
  section: SettingsSection | null
  part: PortalPart | null
}

const page = (section: SettingsSection): SectionEntry => ({ section, part: null })
const part = (name: PortalPart): SectionEntry => ({ section: null, part: name })

/** All settings in the order of the column. */
export const sectionGroups: readonly { name: keyof StaffTexts['settingsNav']['groups']; entries: readonly SectionEntry[] }[] = [
  {
    name: 'portal',
    entries: [
      part('set-up'),
      part('general'),
      part('embedding'),
      page('domains'),
      page('look'),
      page('menu'),
      page('forms'),
      part('tickets'),
      part('pages'),
    ],
  },
  {
    name: 'access',
    entries: [part('access'), part('consent'), page('single-sign-on'), page('people'), page('pages'), page('mails')],
  },
  {
    name: 'account',
    entries: [page('team'), page('pipelines'), part('properties'), page('history'), page('file')],
  },
]

/** What the entry is called. */
export function entryName({ section, part: name }: SectionEntry, texts: StaffTexts): string {
  if (section !== null) return texts.settingsNav[section]
  return name === null ? texts.settingsNav.portal : texts.settingsNav.parts[name]
}
