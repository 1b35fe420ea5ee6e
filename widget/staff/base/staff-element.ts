import { LitElement, type PropertyDeclarations } from 'lit'
import type { StaffTexts } from '../locales/en.ts'
import type { StaffScope } from './staff-scope.ts'

/** Base of every element of the staff pages. */
export abstract class StaffElement extends LitElement {
  static override properties: PropertyDeclarations = { staff: { attribute: false } }

  /** Who and where; set by the element above. */
  declare staff: StaffScope

  protected get texts(): StaffTexts {
    return this.staff.texts
  }

  /** The element with this id in the shadow root. */
  protected byId<Kind extends HTMLElement>(id: string): Kind | null {
    return this.renderRoot.querySelector<Kind>(`#${id}`)
  }

  /** Tells the element above what the user did. */
  protected emit(name: string, detail: unknown = null, isCancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: isCancelable }))
  }
}
