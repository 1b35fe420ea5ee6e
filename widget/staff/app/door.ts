import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit'
import { define } from '../../base/define.ts'
import { StaffApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import type { StaffRoute } from '../base/routes.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import type { StaffTexts } from '../locales/en.ts'
import '../set-up/set-up.ts'
import type { NewSignIn } from '../sign-in/reset-password.ts'
import { LazyPageController, type LoadPage } from './lazy-page.controller.ts'
import type { SessionController } from './session.controller.ts'

/** Pages that stand before the sign-in, whoever is signed in. */
export type DoorPage = Extract<StaffRoute['page'], 'set-up' | 'forgot-password' | 'reset-password' | 'invitation'>

/** Whether a page is one of those. */
export function isDoorPage(page: StaffRoute['page']): page is DoorPage {
  return ['set-up', 'forgot-password', 'reset-password', 'invitation'].includes(page)
}

const loadForgot = () => import('../sign-in/forgot-password.ts')
const loadReset = () => import('../sign-in/reset-password.ts')
const loadJoin = () => import('../sign-in/join.ts')

/**
 * The ways in beside the sign-in: the first account, a forgotten password, an invitation.
 *
 * @element cp-staff-door
 * @fires cp-staff-entered - `detail` is the address to go to.
 */
export class StaffDoor extends LitElement {
  static override styles = [controlStyles, stateStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    page: { attribute: false },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare page: DoorPage
  private readonly lazyPages = new LazyPageController(this)

  override render(): TemplateResult {
    const { texts, session } = this
    switch (this.page) {
      case 'set-up':
        return html`<cp-staff-set-up
          .texts=${texts}
          .session=${session}
          @cp-staff-set-up-done=${() => this.enter('/staff/settings')}
        ></cp-staff-set-up>`
      case 'forgot-password':
        return this.renderLazily(
          loadForgot,
          () => html`<cp-staff-forgot-password .texts=${texts} .session=${session}></cp-staff-forgot-password>`,
        )
      case 'reset-password':
        return this.renderLazily(
          loadReset,
          () =>
            html`<cp-staff-reset-password
              .texts=${texts}
              .session=${session}
              @cp-staff-password-chosen=${this.onPasswordChosen}
            ></cp-staff-reset-password>`,
        )
      default:
        return this.renderLazily(
          loadJoin,
          () => html`<cp-staff-join .texts=${texts} .session=${session} @cp-staff-joined=${this.onJoined}></cp-staff-join>`,
        )
    }
  }

  private renderLazily(load: LoadPage, page: () => TemplateResult): TemplateResult {
    const { texts } = this
    return this.lazyPages.render(load, {
      page,
      pending: () => html`<div role="status"><span class="visually-hidden">${texts.app.loading}</span></div>`,
      failed: (again) => errorState(texts, texts.settingsNav.failedTitle, new StaffApiError('unreachable'), again),
    })
  }

  private enter(href: string): void {
    this.dispatchEvent(new CustomEvent('cp-staff-entered', { detail: href, bubbles: true, composed: true }))
  }

  /** Whoever was signed in here is not any more; the sign-in goes on with what was chosen. */
  private readonly onPasswordChosen = async (event: CustomEvent<NewSignIn>) => {
    await this.session.signOut()
    this.session.begun = event.detail
    this.enter('/staff')
  }

  private readonly onJoined = async () => {
    // Somebody else was signed in here: the page must not go on with what it holds of them.
    if (this.session.me) return location.replace('/staff')
    await this.session.check()
    this.enter('/staff')
  }
}

define('cp-staff-door', StaffDoor)
