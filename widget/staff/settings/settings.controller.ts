import type { PortalSettings } from '../../../shared/portal.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { findPortal, listPortals, savePortal } from '../api/portals.ts'
import { LoadController } from '../base/load.controller.ts'
import type { StaffElement } from '../base/staff-element.ts'
import { changedNames, isSame, type SettingName, type SettingsValues, toBody, toValues } from './settings-values.ts'

/** What both sides changed while this page was open. */
export interface Conflict {
  name: SettingName
  theirs: SettingsValues[SettingName]
}

/** Loads the portals, keeps what is edited, and saves it. */
export class SettingsController {
  readonly load: LoadController<PortalSettings[]>
  /** The portal as the server has it. */
  saved: PortalSettings | null = null
  draft: SettingsValues | null = null
  isSaving = false
  wasSaved = false
  error: StaffApiError | undefined
  /** Null while nobody else has saved. */
  conflicts: Conflict[] | null = null
  private readonly host: StaffElement

  constructor(host: StaffElement) {
    this.host = host
    this.load = new LoadController(host)
  }

  /** Names of what differs from the server's state. */
  get changes(): SettingName[] {
    return this.saved && this.draft ? changedNames(toValues(this.saved), this.draft) : []
  }

  /** Loads the portals and edits the one of this id, else the first. */
  async start(portalId: string | null): Promise<void> {
    await this.load.run((signal) => listPortals(this.host.staff.client, signal))
    this.choose(portalId)
  }

  /** Edits another portal; unsaved changes are dropped. */
  choose(portalId: string | null): void {
    const portal = this.load.data?.find((one) => one.id === portalId) ?? this.load.data?.[0]
    if (!portal) return
    this.take(portal)
    this.draft = toValues(portal)
    this.wasSaved = false
    this.host.requestUpdate()
  }

  /** Changes one value of the draft. */
  set<Name extends SettingName>(name: Name, value: SettingsValues[Name]): void {
    if (!this.draft) return
    this.draft = { ...this.draft, [name]: value }
    this.wasSaved = false
    this.conflicts = this.conflicts?.filter((conflict) => conflict.name !== name || !isSame(conflict.theirs, value)) ?? null
    this.host.requestUpdate()
  }

  /** Goes back to the server's state. */
  discard(): void {
    if (this.saved) this.draft = toValues(this.saved)
    this.error = undefined
    this.conflicts = null
    this.host.requestUpdate()
  }

  /** Saves what changed; answers whether that worked. When somebody else saved first, theirs is fetched and laid beside. */
  async save(): Promise<boolean> {
    const { saved, draft } = this
    if (!saved || !draft || this.isSaving) return false
    this.isSaving = true
    this.error = undefined
    this.host.requestUpdate()
    try {
      const portal = await savePortal(this.host.staff.client, saved.id, toBody(saved, draft))
      this.take(portal)
      this.draft = toValues(portal)
      this.wasSaved = true
      return true
    } catch (error) {
      this.error = toApiError(error)
      if (this.error.code === 'changed_meanwhile') await this.fetchTheirs(saved, draft)
      return false
    } finally {
      this.isSaving = false
      this.host.requestUpdate()
    }
  }

  private async fetchTheirs(saved: PortalSettings, draft: SettingsValues): Promise<void> {
    try {
      const current = await findPortal(this.host.staff.client, saved.id)
      const before = toValues(saved)
      const theirs = toValues(current)
      const mine = new Set(changedNames(before, draft))
      const conflicts = changedNames(before, theirs).filter((name) => mine.has(name) && !isSame(theirs[name], draft[name]))
      const kept = Object.fromEntries([...mine].map((name) => [name, draft[name]]))
      this.take(current)
      this.draft = { ...theirs, ...kept }
      this.conflicts = conflicts.map((name) => ({ name, theirs: theirs[name] }))
      this.error = undefined
    } catch (error) {
      this.error = toApiError(error)
    }
  }

  private take(portal: PortalSettings): void {
    this.saved = portal
    this.error = undefined
    this.conflicts = null
    if (this.load.data) this.load.replace(this.load.data.map((one) => (one.id === portal.id ? portal : one)))
  }
}
