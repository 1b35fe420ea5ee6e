import type { FieldErrorCode } from '../../../../shared/errors.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import type { StaffElement } from '../../base/staff-element.ts'

/** Something with a version that staff write. */
export interface Written {
  version: number
  isEdited: boolean
}

/** How one kind of it is read and saved. */
export interface DraftSource<Item extends Written, Draft> {
  nameOf: (item: Item) => string
  toDraft: (item: Item) => Draft
  save: (item: Item, draft: Draft) => Promise<Item>
  reset: (item: Item) => Promise<Item>
  /** All of them as they are now. */
  reload: () => Promise<Item[]>
}

/** Keeps what is written of each item until it is saved or thrown away, also while another one is looked at. */
export class DraftListController<Item extends Written, Draft> {
  items: Item[] = []
  isSaving = false
  /** What was saved or reset last. */
  saved: string | null = null
  error: StaffApiError | null = null
  problems: Record<string, FieldErrorCode> = {}
  /** Somebody else saved this one while it was written. */
  conflict: string | null = null
  private readonly drafts = new Map<string, Draft>()
  private readonly host: StaffElement
  private readonly source: DraftSource<Item, Draft>

  constructor(host: StaffElement, source: DraftSource<Item, Draft>) {
    this.host = host
    this.source = source
  }

  /** Begins with what the server has. */
  start(items: Item[]): void {
    this.items = items
    this.drafts.clear()
    this.saved = null
    this.clearProblems()
  }

  find(name: string): Item | undefined {
    return this.items.find((item) => this.source.nameOf(item) === name)
  }

  draftOf(item: Item): Draft {
    return this.drafts.get(this.source.nameOf(item)) ?? this.source.toDraft(item)
  }

  isChanged(item: Item): boolean {
    const draft = this.drafts.get(this.source.nameOf(item))
    return draft !== undefined && JSON.stringify(draft) !== JSON.stringify(this.source.toDraft(item))
  }

  get hasChanges(): boolean {
    return this.items.some((item) => this.isChanged(item))
  }

  set(item: Item, draft: Draft): void {
    this.drafts.set(this.source.nameOf(item), draft)
    this.saved = null
    this.changed()
  }

  discard(item: Item): void {
    this.drafts.delete(this.source.nameOf(item))
    this.clearProblems()
    this.changed()
  }

  /** Takes the problems that belong to a field away when it is mended. */
  mend(field: string): void {
    const { [field]: _mended, ...rest } = this.problems
    this.problems = rest
  }

  clearProblems(): void {
    this.problems = {}
    this.error = null
    this.conflict = null
  }

  /** Saves an item; when somebody else was quicker, theirs is fetched, and what was written here is kept beside it. */
  save(item: Item): Promise<boolean> {
    return this.run(item, () => this.source.save(item, this.draftOf(item)))
  }

  /** Lets an item be as it came. */
  reset(item: Item): Promise<boolean> {
    return this.run(item, () => this.source.reset(item))
  }

  private async run(item: Item, act: () => Promise<Item>): Promise<boolean> {
    if (this.isSaving) return false
    const name = this.source.nameOf(item)
    this.isSaving = true
    this.clearProblems()
    this.host.requestUpdate()
    try {
      const now = await act()
      this.items = this.items.map((one) => (one === item ? now : one))
      this.drafts.delete(name)
      this.saved = name
      return true
    } catch (thrown) {
      this.error = toApiError(thrown)
      this.problems = this.error.fields
      if (this.error.code === 'changed_meanwhile') await this.fetchTheirs(name)
      return false
    } finally {
      this.isSaving = false
      this.changed()
    }
  }

  private async fetchTheirs(name: string): Promise<void> {
    try {
      this.items = await this.source.reload()
      this.conflict = name
      this.error = null
    } catch (thrown) {
      this.error = toApiError(thrown)
    }
  }

  private changed(): void {
    this.host.dispatchEvent(new CustomEvent('cp-staff-unsaved', { detail: this.hasChanges, bubbles: true, composed: true }))
    this.host.requestUpdate()
  }
}
