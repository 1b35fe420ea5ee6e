import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { StaffForm } from '../../../../shared/forms.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import type { Property } from '../../../../shared/properties.ts'
import type { Inbox } from '../../../../shared/threads.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { connectForm, createForm, deleteForm, disconnectForm, duplicateForm, listForms, saveForm } from '../../api/forms.ts'
import { listPortals } from '../../api/portals.ts'
import { listProperties } from '../../api/properties.ts'
import { listInboxes } from '../../api/threads.ts'
import { listPipelines } from '../../api/tickets.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import { DraftListController } from '../templates/draft-list.controller.ts'
import './connect-dialog.ts'
import { differences, type FormDraft, newForm, toDraft } from './form-draft.ts'
import './form-builder.ts'
import { renderEditing } from './form-editing.ts'
import { renderFormLists } from './form-lists.ts'
import type { RowActs } from './form-rows.ts'
import { builderStyles, formsStyles } from './forms.styles.ts'
import { portalChoice } from '../portal-choice.ts'
import './inbox-dialog.ts'

/** Everything that the page shows and its builder offers. */
interface Loaded {
  portals: PortalSettings[]
  inboxes: Inbox[]
  pipelines: Pipeline[]
  properties: Property[]
}

export type FormItem = StaffForm & { isEdited: boolean }

/**
 * The support forms of the account, those of a portal, and their builder.
 *
 * @element cp-staff-forms
 */
export class StaffForms extends StaffElement {
  static override styles = [...[controlStyles, stateStyles, settingsStyles, settingsControlStyles], ...[builderStyles, formsStyles]]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    opened: { state: true },
    problem: { state: true },
    removed: { state: true },
    theirs: { state: true },
  }

  /** The first one without it. */
  declare portalId: string | null
  /** The form whose builder is open. */
  declare private opened: string | null
  /** What went wrong, and with which form. */
  declare private problem: { at: string; text: string } | null
  /** What was deleted last. */
  declare private removed: StaffForm | null
  /** What somebody else changed while it was written here. */
  declare private theirs: readonly string[]
  private readonly load = new LoadController<Loaded>(this)
  private readonly drafts = new DraftListController<FormItem, FormDraft>(this, {
    nameOf: ({ id }) => id,
    toDraft: (form) => toDraft(form),
    save: async (form, draft) => item(await saveForm(this.staff.client, form.id, { ...draft, version: form.version })),
    reset: (form) => Promise.resolve(form),
    reload: async () => (await listForms(this.staff.client)).map(item),
  })

  constructor() {
    super()
    this.portalId = null
    this.opened = null
    this.problem = null
    this.removed = null
    this.theirs = []
  }

  protected override firstUpdated(): void {
    void this.start()
  }

  private async start(): Promise<void> {
    const { client } = this.staff
    await this.load.run(async (signal) => {
      const [portals, inboxes, pipelines, properties, forms] = await Promise.all([
        listPortals(client, signal),
        listInboxes(client, signal),
        listPipelines(client, signal),
        listProperties(client, signal),
        listForms(client, signal),
      ])
      this.drafts.start(forms.map(item))
      return { portals, inboxes, pipelines, properties }
    })
  }

  /** Fetches the forms again; what is not saved stays. */
  private async refresh(): Promise<void> {
    this.drafts.items = (await listForms(this.staff.client)).map(item)
    this.requestUpdate()
  }

  override render() {
    const { forms, settings, app } = this.texts
    return this.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, forms.failed, error, () => void this.start()),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: (data) => this.renderPage(data),
      },
      ({ portals }) => portals.length === 0,
    )
  }

  private renderPage(data: Loaded): TemplateResult {
    const { portals } = data
    const portal = portals.find(({ id }) => id === this.portalId) ?? portals[0]
    if (!portal) return html``
    const { forms } = this.texts
    const opened = this.opened === null ? undefined : this.drafts.find(this.opened)
    return html`<header>
        <h1>${forms.title}</h1>
        ${portalChoice(this.staff, 'forms', portals, portal.id)}
      </header>
      <div class="column ${opened ? 'editing' : ''}">
        ${
          opened
            ? this.renderBuilder(opened, data)
            : renderFormLists(this.texts, {
                portal,
                forms: this.drafts.items,
                inboxes: data.inboxes,
                problem: this.problem,
                removed: this.removed,
                isChanged: (form) => this.drafts.isChanged(item(form)),
                acts: (form) => this.acts(form, portal),
                connect: () => void this.connect(),
                create: () => void this.create(),
                restore: () => void this.restore(),
              })
        }
      </div>
      <cp-staff-confirm></cp-staff-confirm>
      <cp-staff-inbox-dialog .staff=${this.staff}></cp-staff-inbox-dialog>
      <cp-staff-connect-form
        .staff=${this.staff}
        .forms=${this.drafts.items}
        .inboxes=${data.inboxes}
        .portal=${portal}
      ></cp-staff-connect-form>`
  }

  private acts(form: StaffForm, portal: PortalSettings): RowActs {
    const { forms, app } = this.texts
    const { client } = this.staff
    return {
      edit: () => void this.open(form.id),
      duplicate: () =>
        void this.act('all', async () => {
          const copy = await duplicateForm(client, form.id, forms.copyName(form.name))
          this.staff.announce(forms.duplicated(copy.name))
        }),
      makeDefault: () =>
        void this.act(`here-${form.id}`, async () => {
          await connectForm(client, portal.id, form.id, true)
          this.staff.announce(forms.madeDefault(form.name))
        }),
      disconnect: async () => {
        const question = { title: forms.disconnectTitle(form.name), text: forms.disconnectText, yes: forms.disconnect, no: app.cancel }
        if (!(await this.confirm(question))) return
        await this.act(`here-${form.id}`, async () => {
          await disconnectForm(client, portal.id, form.id)
          this.staff.announce(forms.disconnected(form.name))
        })
        this.byId('connect')?.focus()
      },
      remove: async () => {
        if (form.usedBy.length > 0) {
          this.problem = { at: `all-${form.id}`, text: forms.inUse(form.usedBy.map(({ title }) => title).join(', ')) }
          return
        }
        if (!(await this.confirm({ title: forms.removeTitle(form.name), text: forms.removeText, yes: forms.remove, no: app.cancel })))
          return
        await this.act(`all-${form.id}`, async () => {
          await deleteForm(client, form.id)
          this.drafts.discard(item(form))
          this.removed = form
        })
        this.byId('undo')?.focus()
      },
    }
  }

  private confirm(question: { title: string; text: string; yes: string; no: string }): Promise<boolean> {
    return this.renderRoot.querySelector('cp-staff-confirm')?.ask(question) ?? Promise.resolve(false)
  }

  /** Does something with the server, then shows the forms as they are. */
  private async act(at: string, deed: () => Promise<void>): Promise<void> {
    this.problem = null
    this.removed = null
    try {
      await deed()
      await this.refresh()
    } catch (thrown) {
      this.problem = { at, text: errorText(this.texts, toApiError(thrown)) }
    }
    await this.updateComplete
  }

  private async connect(): Promise<void> {
    this.problem = null
    const form = await this.renderRoot.querySelector('cp-staff-connect-form')?.ask()
    if (!form) return
    await this.refresh()
    this.staff.announce(this.texts.forms.connected(form.name))
  }

  private create(): Promise<void> {
    return this.act('all', async () => {
      const inboxes = this.load.data?.inboxes ?? []
      const inboxId = inboxes.length === 1 ? (inboxes[0]?.id ?? null) : null
      const form = await createForm(this.staff.client, newForm(this.texts, this.drafts.items, inboxId))
      this.drafts.items = [...this.drafts.items, item(form)]
      await this.open(form.id)
    })
  }

  private restore(): Promise<void> {
    const { removed } = this
    return this.act('all', async () => {
      if (!removed) return
      await createForm(this.staff.client, toDraft(removed))
      this.staff.announce(this.texts.forms.restored(removed.name))
    })
  }

  private renderBuilder(form: FormItem, { inboxes, pipelines, properties }: Loaded): TemplateResult {
    const { drafts } = this
    return renderEditing(this.texts, {
      form,
      isChanged: drafts.isChanged(form),
      isSaving: drafts.isSaving,
      wasSaved: drafts.saved === form.id,
      hasConflict: drafts.conflict === form.id,
      theirs: this.theirs,
      error: drafts.error,
      close: () => void this.close(),
      discard: () => drafts.discard(form),
      save: () => void this.save(form, properties),
      builder: html`<cp-staff-form-builder
        .staff=${this.staff}
        .form=${form}
        .draft=${drafts.draftOf(form)}
        .inboxes=${inboxes}
        .pipelines=${pipelines}
        .known=${properties}
        .problems=${drafts.problems}
        @cp-staff-form-draft=${(event: CustomEvent<FormDraft>) => {
          if (Object.keys(drafts.problems).length > 0) drafts.problems = {}
          drafts.set(form, event.detail)
        }}
        @cp-staff-form-inbox=${() => void this.addInbox(form)}
      ></cp-staff-form-builder>`,
    })
  }

  private async open(formId: string): Promise<void> {
    this.problem = null
    this.removed = null
    this.drafts.clearProblems()
    this.opened = formId
    await this.updateComplete
    this.byId('editor-title')?.focus()
  }

  private async close(): Promise<void> {
    const id = this.opened
    this.opened = null
    this.drafts.clearProblems()
    await this.updateComplete
    this.byId(`edit-all-${id}`)?.focus()
  }

  private async save(form: FormItem, properties: readonly Property[]): Promise<void> {
    if (!this.drafts.isChanged(form) && this.drafts.conflict !== form.id) return
    if (await this.drafts.save(form)) {
      this.theirs = []
      this.staff.announce(this.texts.settings.saved)
      return
    }
    const now = this.drafts.find(form.id)
    if (this.drafts.conflict === form.id && now) {
      this.theirs = differences(this.texts, [toDraft(form), toDraft(now)], properties, this.staff.language)
    }
    if (!now && this.drafts.conflict === form.id) {
      this.opened = null
      this.problem = { at: 'all', text: this.texts.forms.goneTitle }
    }
    const [field] = Object.keys(this.drafts.problems)
    await this.updateComplete
    if (field && !field.startsWith('fields')) this.renderRoot.querySelector('cp-staff-form-builder')?.focusOn(field)
  }

  private async addInbox(form: FormItem): Promise<void> {
    const made = await this.renderRoot.querySelector('cp-staff-inbox-dialog')?.ask()
    const { data } = this.load
    if (!made || !data) return
    this.load.replace({ ...data, inboxes: [...data.inboxes, { ...made, openCount: 0, unreadCount: 0 }] })
    this.drafts.set(form, { ...this.drafts.draftOf(form), inboxId: made.id })
  }
}

function item(form: StaffForm): FormItem {
  return { ...form, isEdited: false }
}

define('cp-staff-forms', StaffForms)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-forms': StaffForms
  }
}
