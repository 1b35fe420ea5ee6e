import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { admin, demoPassword } from '../../../demo/seed/people.ts'
import { demoPortalKey, secondPortalKey } from '../../../demo/site.ts'
import type { PortalSettings, UpdatePortalBody } from '../../../shared/portal.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { readMail, type ReadMail } from '../../support/peers/read-mail.ts'
import { SmtpSink } from '../../support/peers/smtp-sink.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { useStage, type Stage } from './stage.ts'

/** Where people meet the portal: as a tag in the foreign site, and on the page of its own. */
export const doors = ['embedded', 'hosted'] as const
export type Door = (typeof doors)[number]

/** A stage whose mails leave by SMTP, and what an administrator does there. */
export interface FrontDoor {
  stage: Stage
  /** Address of the portal behind a door. */
  home: (door: Door) => string
  /** Opens it for a new person, or in a further tab of one. Links in mails lead to this door from now on. */
  open: (door: Door, hash?: string, person?: BrowserContext) => Promise<Page>
  staff: () => Promise<StaffClient>
  portal: () => Promise<PortalSettings>
  changePortal: (changes: Omit<UpdatePortalBody, 'version'>) => Promise<PortalSettings>
  /** A program at the API of a portal, on the help site. */
  stranger: (of?: 'first' | 'second') => ContactClient
  /** The next mail to an address that has not been read yet. */
  mailTo: (email: string) => Promise<ReadMail>
  countMailsTo: (email: string) => number
}

/** Mailbox that the portal writes from. */
export const ownMailbox = 'support@kvist.example'

/** Starts a stage with an SMTP server for this file. */
export function useFrontDoor(env: Record<string, string> = {}): FrontDoor {
  const smtp = new SmtpSink()
  const read = new Set<object>()
  const stage = useStage(async () => ({
    SMTP_URL: await smtp.start(),
    MAIL_FROM: `Kvist <${ownMailbox}>`,
    SIGN_INS_PER_IP: '10000',
    ...env,
  }))
  afterAll(() => smtp.stop())

  const send = (path: string, init?: RequestInit) => fetch(new URL(path, stage.backend('/')), init)
  let signedIn: Promise<StaffClient> | undefined
  const front: FrontDoor = {
    stage,
    home: (door) => (door === 'embedded' ? stage.site('/support') : stage.backend('/p/support')),
    async open(door, hash = '', person) {
      await front.changePortal({ homeUrl: door === 'embedded' ? front.home(door) : null })
      const url = front.home(door) + hash
      return person ? stage.openPageOf(person, url) : stage.openPage(url)
    },
    staff: () => (signedIn ??= new StaffClient(send, stage.backend('')).signIn(admin.email, demoPassword)),
    async portal() {
      const { portals } = (await (await (await front.staff()).get('/portals')).json()) as { portals: PortalSettings[] }
      const found = portals.find(({ key }) => key === demoPortalKey)
      if (!found) throw new Error('the demo has no portal')
      return found
    },
    async changePortal(changes) {
      const { id, version } = await front.portal()
      const response = await (await front.staff()).json('PATCH', `/portals/${id}`, { ...changes, version })
      if (response.status !== 200) throw new Error(await response.text())
      return (await response.json()) as PortalSettings
    },
    stranger: (of = 'first') =>
      new ContactClient(send, stage.backend(''), of === 'first' ? demoPortalKey : secondPortalKey, stage.demo.siteOrigin),
    async mailTo(email) {
      const next = () => smtp.mails.find((mail) => mail.to.includes(email) && !read.has(mail))
      await expect.poll(next, { message: `a mail to ${email}`, timeout: 10_000 }).toBeDefined()
      const mail = next()
      if (!mail) throw new Error('it was there')
      read.add(mail)
      return readMail(mail.raw)
    },
    countMailsTo: (email) => smtp.mails.filter(({ to }) => to.includes(email)).length,
  }
  return front
}

/** The address in a mail that leads into the portal. */
export function linkIn({ text }: ReadMail): string {
  const link = /^https?:\/\/\S+#\w+\/\S+$/m.exec(text)?.[0]
  if (link === undefined) throw new Error(`no link in ${text}`)
  return link
}

/** The code in a mail. */
export function codeIn({ text }: ReadMail): string {
  const code = /^(\d{8})$/m.exec(text)?.[1]
  if (code === undefined) throw new Error(`no code in ${text}`)
  return code
}

/** Waits until a page shows that somebody is in. */
export async function isIn(page: Page, name?: string): Promise<void> {
  await page.getByRole('button', { name: 'Log out' }).waitFor()
  if (name !== undefined) await page.getByText(name).first().waitFor()
}
