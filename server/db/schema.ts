import type { StaffRecoveryCodeRow, StaffTotpRow } from '../auth/second-factor.table.ts'
import type { AccountRow, StaffInvitationRow, StaffRow } from '../accounts/account.table.ts'
import type { DomainTable } from '../accounts/domain.table.ts'
import type { StaffLinkRow, StaffProviderRow, StaffSignInAttemptRow } from '../accounts/staff-provider.table.ts'
import type { AttachmentRow, DownloadLinkRow } from '../attachments/attachment.table.ts'
import type { BrandImageRow } from '../brand/brand-image.table.ts'
import type { OneTimeLinkRow } from '../auth/one-time-link.table.ts'
import type { StaffOneTimeLinkRow } from '../auth/staff-one-time-link.table.ts'
import type { KnownKeyRow, RefreshTokenRow, SessionRow, StaffSessionRow, ThrottleRow } from '../auth/session.table.ts'
import type { CompanyRow, ContactAddressRow, ContactRow } from '../contacts/contact.table.ts'
import type { CompanyDomainRow } from '../contacts/company-domain.repo.ts'
import type { DeletionRequestRow } from '../contacts/deletion-request.table.ts'
import type { ContactListMemberRow, ContactListRow } from '../contacts/list.table.ts'
import type { EventRow } from '../events/event.table.ts'
import type { FormTable, PortalFormRow } from '../forms/form.table.ts'
import type { IdempotencyRow } from '../http/idempotency.table.ts'
import type { JobRow } from '../jobs/job.table.ts'
import type { MailRow } from '../mail/mail.table.ts'
import type { IdentityLinkRow, IdentityProviderRow, JwtKeyRow, UsedStatementRow } from '../portal/identity-provider.table.ts'
import type { MenuRow } from '../menus/menu.table.ts'
import type { PreviewSessionRow } from '../portal/preview.table.ts'
import type { ConsentRecordRow, ConsentTextRow } from '../portal/consent.table.ts'
import type { InvitationRow } from '../portal/invitation.table.ts'
import type { PortalMailRow, PortalPageRow, TemplatePreviewRow } from '../portal/portal-page.table.ts'
import type { FormerSlugTable } from '../portal/former-slug.table.ts'
import type { PortalTable } from '../portal/portal.table.ts'
import type { SeenPageTable } from '../portal/seen-page.table.ts'
import type { SignInCheckRow } from '../portal/sign-in-check.table.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import type { PropertyTable, PropertyValueRow } from '../tickets/property.table.ts'
import type { SearchDocumentRow } from '../tickets/search.table.ts'
import type { ChannelRow, InboxRow, MessageTable, ThreadRow } from '../tickets/thread.table.ts'
import type { PipelineRow, StageTable, TicketCompanyRow, TicketContactRow, TicketReadRow, TicketRow } from '../tickets/ticket.table.ts'

/** Settings of the installation itself. */
export interface InstallationRow {
  name: string
  value: string
}

/** Every table: its name → its row. */
export interface Database {
  installation: InstallationRow
  account: AccountRow
  staff: StaffRow
  staff_invitation: StaffInvitationRow
  staff_one_time_link: StaffOneTimeLinkRow
  company: CompanyRow
  contact: ContactRow
  contact_address: ContactAddressRow
  portal: PortalTable
  former_slug: FormerSlugTable
  seen_page: SeenPageTable
  domain: DomainTable
  pipeline: PipelineRow
  stage: StageTable
  inbox: InboxRow
  channel: ChannelRow
  form: FormTable
  portal_form: PortalFormRow
  ticket: TicketRow
  ticket_contact: TicketContactRow
  ticket_company: TicketCompanyRow
  ticket_read: TicketReadRow
  thread: ThreadRow
  message: MessageTable
  property: PropertyTable
  property_value: PropertyValueRow
  search_document: SearchDocumentRow
  attachment: AttachmentRow
  brand_image: BrandImageRow
  download_link: DownloadLinkRow
  session: SessionRow
  refresh_token: RefreshTokenRow
  staff_session: StaffSessionRow
  staff_provider: StaffProviderRow
  staff_link: StaffLinkRow
  staff_sign_in_attempt: StaffSignInAttemptRow
  staff_totp: StaffTotpRow
  staff_recovery_code: StaffRecoveryCodeRow
  preview_session: PreviewSessionRow
  throttle: ThrottleRow
  known_key: KnownKeyRow
  one_time_link: OneTimeLinkRow
  invitation: InvitationRow
  company_domain: CompanyDomainRow
  consent_text: ConsentTextRow
  consent_record: ConsentRecordRow
  contact_list: ContactListRow
  contact_list_member: ContactListMemberRow
  deletion_request: DeletionRequestRow
  menu: MenuRow
  identity_provider: IdentityProviderRow
  jwt_key: JwtKeyRow
  identity_link: IdentityLinkRow
  used_statement: UsedStatementRow
  sign_in_attempt: SignInAttemptRow
  sign_in_check: SignInCheckRow
  idempotency: IdempotencyRow
  mail: MailRow
  portal_page: PortalPageRow
  portal_mail: PortalMailRow
  template_preview: TemplatePreviewRow
  event: EventRow
  job: JobRow
}
