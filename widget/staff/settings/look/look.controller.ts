import type { Brand } from '../../../../shared/look.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import { colorPattern, fontNamePattern, resolveTheme, type Theme, type ThemeKey, themeKeys } from '../../../../shared/theme.ts'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import { findBrand, saveBrand } from '../../api/brand.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { findPortal, listPortals, savePortal } from '../../api/portals.ts'
import { LoadController } from '../../base/load.controller.ts'
import type { StaffElement } from '../../base/staff-element.ts'

/** Whose look: of the account, or of one portal. */
export const sides = ['brand', 'portal'] as const
export type Side = (typeof sides)[number]

/** What both sides changed while this page was open. */
export interface LookConflict {
  side: Side
  key: ThemeKey
  theirs: Theme[ThemeKey]
}

/** Loads brand and portals, keeps what is edited of both, and saves it. */
export class LookController {
  readonly load: LoadController<{ portals: PortalSettings[]; brand: Brand }>
  portal: PortalSettings | null = null
  drafts: Record<Side, Theme> | null = null
  isSaving = false
  wasSaved = false
  error: StaffApiError | null = null
  /** `side.key` → what is wrong. */
  problems: Record<string, FieldErrorCode> = {}
  /** Null while nobody else has saved. */
  conflicts: LookConflict[] | null = null
  private readonly host: StaffElement

  constructor(host: StaffElement) {
    this.host = host
    this.load = new LoadController(host)
  }

  /** Loads everything and edits the portal of this id, else the first. */
  async start(portalId: string | null): Promise<void> {
    const { client } = this.host.staff
    await this.load.run(async (signal) => {
      const [portals, brand] = await Promise.all([listPortals(client, signal), findBrand(client, signal)])
      return { portals, brand }
    })
    this.choose(portalId)
  }

  /** Edits another portal; what was not saved is dropped. */
  choose(portalId: string | null): void {
    const { portals, brand } = this.load.data ?? {}
    this.portal = portals?.find(({ id }) => id === portalId) ?? portals?.[0] ?? null
    this.drafts = this.portal && brand ? { brand: brand.theme, portal: this.portal.theme } : null
    this.wasSaved = false
    this.clear()
  }

  /** As the server has it. */
  savedOf(side: Side): Theme | null {
    return (side === 'brand' ? this.load.data?.brand.theme : this.portal?.theme) ?? null
  }

  /** What differs from the server's state. */
  changesOf(side: Side): ThemeKey[] {
    const [saved, draft] = [this.savedOf(side), this.drafts?.[side]]
    return saved && draft ? themeKeys.filter((key) => saved[key] !== draft[key]) : []
  }

  /** What holds on a side when it is saved; what is half typed counts as not chosen. */
  effective(side: Side): Theme | null {
    const { drafts } = this
    if (!drafts) return null
    const whole = (of: Side) =>
      Object.fromEntries(themeKeys.map((key) => [key, problemOf(key, drafts[of][key]) ? null : drafts[of][key]])) as unknown as Theme
    return side === 'brand' ? whole('brand') : resolveTheme(whole('portal'), whole('brand'))
  }

  /** Changes one value of a draft. */
  set<Key extends ThemeKey>(side: Side, key: Key, value: Theme[Key]): void {
    if (!this.drafts) return
    this.drafts = { ...this.drafts, [side]: { ...this.drafts[side], [key]: value } }
    this.wasSaved = false
    const { [`${side}.${key}`]: _mended, ...rest } = this.problems
    this.problems = rest
    this.conflicts = this.conflicts?.filter((one) => one.side !== side || one.key !== key || one.theirs !== value) ?? null
    this.host.requestUpdate()
  }

  /** Checks one value when it is left. */
  check(side: Side, key: ThemeKey): void {
    const code = this.drafts && problemOf(key, this.drafts[side][key])
    if (code) this.problems = { ...this.problems, [`${side}.${key}`]: code }
    this.host.requestUpdate()
  }

  discard(): void {
    this.choose(this.portal?.id ?? null)
  }

  /** Saves both sides; true when all of it worked. What somebody else saved first is fetched and laid beside. */
  async save(): Promise<boolean> {
    if (this.isSaving) return false
    this.clear()
    for (const side of sides) for (const key of this.changesOf(side)) this.check(side, key)
    if (Object.keys(this.problems).length > 0) return false
    this.isSaving = true
    this.host.requestUpdate()
    const isDone = (await this.saveSide('brand')) && (await this.saveSide('portal'))
    this.isSaving = false
    this.wasSaved = isDone
    this.host.requestUpdate()
    return isDone
  }

  private async saveSide(side: Side): Promise<boolean> {
    const { drafts, portal } = this
    const { data } = this.load
    const changes = this.changesOf(side)
    if (!drafts || !portal || !data || changes.length === 0) return true
    const theme = Object.fromEntries(changes.map((key) => [key, drafts[side][key]]))
    const { client } = this.host.staff
    try {
      if (side === 'brand') this.take(await saveBrand(client, { version: data.brand.version, theme }), portal)
      else this.take(data.brand, await savePortal(client, portal.id, { version: portal.version, theme }))
      this.drafts = { ...drafts, [side]: this.savedOf(side) as Theme }
      return true
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'changed_meanwhile') await this.fetchTheirs(side)
      else {
        this.error = error
        for (const [field, code] of Object.entries(error.fields)) this.problems[field.replace(/^theme/, side)] = code
      }
      return false
    }
  }

  private async fetchTheirs(side: Side): Promise<void> {
    const [before, mine, data] = [this.savedOf(side), this.drafts, this.load.data]
    if (!before || !mine || !this.portal || !data) return
    const { client } = this.host.staff
    const changes = this.changesOf(side)
    try {
      if (side === 'brand') this.take(await findBrand(client), this.portal)
      else this.take(data.brand, await findPortal(client, this.portal.id))
      const theirs = this.savedOf(side) as Theme
      const kept = Object.fromEntries(changes.map((key) => [key, mine[side][key]]))
      this.drafts = { ...mine, [side]: { ...theirs, ...kept } }
      this.conflicts = changes
        .filter((key) => theirs[key] !== before[key] && theirs[key] !== mine[side][key])
        .map((key) => ({ side, key, theirs: theirs[key] }))
    } catch (thrown) {
      this.error = toApiError(thrown)
    }
  }

  private take(brand: Brand, portal: PortalSettings): void {
    this.portal = portal
    const portals = this.load.data?.portals.map((one) => (one.id === portal.id ? portal : one)) ?? []
    this.load.replace({ portals, brand })
  }

  private clear(): void {
    this.error = null
    this.problems = {}
    this.conflicts = null
    this.host.requestUpdate()
  }
}

/** What is wrong with a value; the server looks again. */
function problemOf(key: ThemeKey, value: Theme[ThemeKey]): FieldErrorCode | null {
  if (value === null) return null
  if (key === 'accent' || key === 'surface' || key === 'text') return colorPattern.test(String(value)) ? null : 'invalid'
  if (key === 'font') return value === '' ? 'required' : fontNamePattern.test(String(value).trim()) ? null : 'invalid'
  if (key === 'logoUrl' || key === 'faviconUrl') return /^(\/brand\/|https?:\/\/.)/.test(String(value)) ? null : 'not_a_url'
  return null
}
