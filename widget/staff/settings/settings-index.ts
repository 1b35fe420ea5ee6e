import type { SettingsSection } from '../base/routes.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { PortalPart } from './settings-sections.ts'

/** A control that can be found: where it is, what it is called, and the line that explains it. */
export interface FoundControl {
  section: SettingsSection | null
  part: PortalPart | null
  label: string
  help: string
}

type Place = Pick<FoundControl, 'section' | 'part'>
const page = (section: SettingsSection): Place => ({ section, part: null })
const part = (name: PortalPart): Place => ({ section: null, part: name })

/** Whose words belong to which page. Every control there has its line of help beside its name, as `name` and `nameHelp`. */
function areasIn(texts: StaffTexts): readonly (readonly [Place, object])[] {
  return [
    [part('general'), texts.settings],
    [part('general'), texts.checklist],
    [part('access'), texts.access],
    [part('consent'), texts.consent],
    [page('domains'), texts.domains],
    [page('look'), texts.look],
    [page('menu'), texts.menu],
    [page('forms'), texts.forms],
    [page('single-sign-on'), texts.singleSignOn],
    [page('people'), texts.people],
    [page('mails'), texts.templates],
    [page('team'), texts.team],
    [page('pipelines'), texts.pipelines],
  ]
}

/** Words of the pages that are none of a control. */
const notControls = /^(view|failed|sections?$|title$|onHelp|offHelp)/

/** All controls that have a name and a line of help, in the reader's language. */
export function indexSettings(texts: StaffTexts): FoundControl[] {
  return areasIn(texts).flatMap(([place, words]) => {
    const entries = new Map(Object.entries(words as Record<string, unknown>))
    return [...entries].flatMap(([name, label]): FoundControl[] => {
      const help = entries.get(`${name}Help`)
      if (typeof label !== 'string' || (typeof help !== 'string' && typeof help !== 'function') || notControls.test(name)) return []
      return [{ ...place, label, help: typeof help === 'string' ? help : '' }]
    })
  })
}

const shownMax = 12

/** Controls whose name or explanation has every word that was typed; those whose name has it first. */
export function findControls(index: readonly FoundControl[], typed: string): FoundControl[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const byName = index.filter(({ label }) => has(label))
  const byHelp = index.filter(({ label, help }) => !has(label) && has(`${label} ${help}`))
  return [...byName, ...byHelp].slice(0, shownMax)
}
