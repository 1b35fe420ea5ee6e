import { html, nothing, type TemplateResult } from 'lit'
import type { SettingsSection } from '../base/routes.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import type { LoadPage } from './lazy-page.controller.ts'

/** A page of the settings beside the portal's own: its code is fetched when somebody goes there. */
export interface SettingsPage {
  load: LoadPage
  render(staff: StaffScope, portalId: string | null): TemplateResult
}

/** Every section that has a page; the links are in settings/settings-nav.ts. */
export const settingsPages: Partial<Record<SettingsSection, SettingsPage>> = {
  people: {
    load: () => import('../people/people.ts'),
    render: (staff, portalId) => html`<cp-staff-people .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-people>`,
  },
  'single-sign-on': {
    load: () => import('../settings/single-sign-on/single-sign-on.ts'),
    render: (staff, portalId) => html`<cp-staff-single-sign-on .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-single-sign-on>`,
  },
  pipelines: {
    load: () => import('../settings/pipelines/pipelines.ts'),
    render: (staff, portalId) => html`<cp-staff-pipelines .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-pipelines>`,
  },
  pages: {
    load: () => import('../settings/pages/pages.ts'),
    render: (staff, portalId) => html`<cp-staff-pages .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-pages>`,
  },
  mails: {
    load: () => import('../settings/mails/mails.ts'),
    render: (staff, portalId) => html`<cp-staff-mails .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-mails>`,
  },
  forms: {
    load: () => import('../settings/forms/forms.ts'),
    render: (staff, portalId) => html`<cp-staff-forms .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-forms>`,
  },
  menu: {
    load: () => import('../settings/menu/menu.ts'),
    render: (staff, portalId) => html`<cp-staff-menu .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-menu>`,
  },
  team: {
    load: () => import('../team/team.ts'),
    render: (staff, portalId) => html`<cp-staff-team .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-team>`,
  },
  look: {
    load: () => import('../settings/look/look.ts'),
    render: (staff, portalId) => html`<cp-staff-look .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-look>`,
  },
  domains: {
    load: () => import('../settings/domains/domains.ts'),
    render: (staff) => html`<cp-staff-domains .staff=${staff}></cp-staff-domains>`,
  },
  file: {
    load: () => import('../settings/file/file.ts'),
    render: (staff, portalId) => html`<cp-staff-settings-file .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-settings-file>`,
  },
  history: {
    load: () => import('../settings/history/history.ts'),
    render: (staff, portalId) => html`<cp-staff-history .staff=${staff} portal-id=${portalId ?? nothing}></cp-staff-history>`,
  },
}
