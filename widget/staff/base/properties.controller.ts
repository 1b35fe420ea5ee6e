import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Property } from '../../../shared/properties.ts'
import { listProperties } from '../api/properties.ts'
import type { StaffScope } from './staff-scope.ts'

/** What rules may ask for, built in and the account's own; empty until it is there. */
export class PropertiesController implements ReactiveController {
  list: readonly Property[] = []
  private readonly host: ReactiveControllerHost & { staff: StaffScope }
  private isAsked = false

  constructor(host: ReactiveControllerHost & { staff: StaffScope }) {
    this.host = host
    host.addController(this)
  }

  hostUpdate(): void {
    if (this.isAsked || !this.host.staff) return
    this.isAsked = true
    void this.load()
  }

  /** Looks again. */
  async load(): Promise<void> {
    try {
      this.list = await listProperties(this.host.staff.client)
      this.host.requestUpdate()
    } catch {
      // The next update asks again.
      this.isAsked = false
    }
  }
}
