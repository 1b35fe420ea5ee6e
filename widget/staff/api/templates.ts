import type { MailKind, PageKind } from '../../../shared/page-kinds.ts'
import type {
  MailPreviewBody,
  MailTrial,
  PagePreviewBody,
  PortalMail,
  PortalPage,
  SaveMailBody,
  SavePageBody,
  TemplatePreview,
} from '../../../shared/pages.ts'
import type { StaffClient } from './client.ts'

/** The pages of a portal's login. */
export async function listPages(client: StaffClient, portalId: string, signal?: AbortSignal): Promise<PortalPage[]> {
  return (await client.send<{ pages: PortalPage[] }>({ path: `/portals/${portalId}/pages`, ...(signal && { signal }) })).pages
}

/** Saves a page. Throws `changed_meanwhile`. */
export function savePage(client: StaffClient, portalId: string, page: PageKind, body: SavePageBody): Promise<PortalPage> {
  return client.send({ method: 'PUT', path: `/portals/${portalId}/pages/${page}`, body })
}

/** Lets a page be as it came. Throws `changed_meanwhile`. */
export function resetPage(client: StaffClient, portalId: string, page: PageKind, version: number): Promise<PortalPage> {
  return client.send({ method: 'DELETE', path: `/portals/${portalId}/pages/${page}`, query: { version } })
}

/** Where a page can be looked at as it would be. */
export function previewPage(
  client: StaffClient,
  portalId: string,
  page: PageKind,
  body: PagePreviewBody,
  signal: AbortSignal,
): Promise<TemplatePreview> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/pages/${page}/previews`, body, signal })
}

/** The mails of a portal. */
export async function listPortalMails(client: StaffClient, portalId: string, signal?: AbortSignal): Promise<PortalMail[]> {
  return (await client.send<{ mails: PortalMail[] }>({ path: `/portals/${portalId}/mails`, ...(signal && { signal }) })).mails
}

/** Saves a mail. Throws `changed_meanwhile`. */
export function saveMail(client: StaffClient, portalId: string, mail: MailKind, body: SaveMailBody): Promise<PortalMail> {
  return client.send({ method: 'PUT', path: `/portals/${portalId}/mails/${mail}`, body })
}

/** Lets a mail be as it came. Throws `changed_meanwhile`. */
export function resetMail(client: StaffClient, portalId: string, mail: MailKind, version: number): Promise<PortalMail> {
  return client.send({ method: 'DELETE', path: `/portals/${portalId}/mails/${mail}`, query: { version } })
}

/** Where a mail can be looked at as it would be. */
export function previewMail(
  client: StaffClient,
  portalId: string,
  mail: MailKind,
  body: MailPreviewBody,
  signal: AbortSignal,
): Promise<TemplatePreview> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/mails/${mail}/previews`, body, signal })
}

/** Sends a mail as it would be to whoever is signed in. */
export function tryMail(
  client: StaffClient,
  portalId: string,
  mail: MailKind,
  body: Pick<MailPreviewBody, 'language' | 'contents'>,
): Promise<MailTrial> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/mails/${mail}/trials`, body })
}
