import { LitElement, type PropertyDeclarations } from 'lit'

/** An input of our own that takes part in a native `<form>` like a built-in one. */
export abstract class FormField extends LitElement {
  static readonly formAssociated = true
  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
  }

  /** The name under which a form submits the value. */
  declare name: string
  /** A form with this field left empty is not valid. */
  declare required: boolean
  declare disabled: boolean

  protected readonly internals: ElementInternals

  constructor() {
    super()
    this.name = ''
    this.required = false
    this.disabled = false
    this.internals = this.attachInternals()
  }

  get form(): HTMLFormElement | null {
    return this.internals.form
  }

  get validity(): ValidityState {
    return this.internals.validity
  }

  get validationMessage(): string {
    return this.internals.validationMessage
  }

  checkValidity(): boolean {
    return this.internals.checkValidity()
  }

  reportValidity(): boolean {
    return this.internals.reportValidity()
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.disabled = isDisabled
  }

  /** The form was reset. */
  abstract formResetCallback(): void
}
