import { makePasswordHasher } from '../../server/auth/password-hash.ts'
import { makeRandom } from '../../demo/seed/random.ts'
import { addAccount, addPortal, type Account } from './account.ts'
import { makeBenchIds, timeAt } from './ids.ts'
import { accountId, colleagueEmail, colleagueId, colleagues, companyId, password, people, portals } from './people.ts'
import { RowBuffer, type Sink } from './rows.ts'
import { addTicket } from './ticket.ts'

/** Changes when the rows change, so that older files are not used again. */
export const dataVersion = 2

const accounts = 200
const seed = 20_261_122
const fewTickets = 40
/** Of `many`, the newest by number have conversations. */
const manyFull = 200

/**
 * Makes every row: 200 accounts; the first holds about a tenth of the tickets, 100,000 of 1,000,000 of them of one company.
 * Conversations are written for the measured contacts only: nobody reads the others.
 */
export async function fill(tickets: number, sink: Sink): Promise<void> {
  const rows = new RowBuffer(sink)
  const newId = makeBenchIds(seed)
  const random = makeRandom(seed)
  const ofLarge = Math.round(tickets / 10)
  const perAccount = Math.floor((tickets - ofLarge) / (accounts - 1))

  const large = await addAccount(rows, accountId, newId, ofLarge)
  const [main, rare] = large.pipelines
  if (!main || !rare) throw new Error('every account has three pipelines')
  await addPortal(rows, large, newId, portals.company, [main.id, rare.id])
  await addPortal(rows, large, newId, portals.rare, [rare.id])
  await addPeople(rows, large, newId)
  const ofMany = Math.max(fewTickets, Math.round(tickets / 200))
  for (let number = 1; number <= ofLarge; number += 1) {
    const isFew = number <= fewTickets
    const isMany = !isFew && number <= fewTickets + ofMany
    const contactId = isFew ? people.few : isMany ? people.many : colleagueId(random.below(colleagues))
    await addTicket(
      rows,
      large,
      { number, contactId, companyId, isFull: isFew || (isMany && number <= fewTickets + manyFull) },
      random,
      newId,
    )
  }

  let left = tickets - ofLarge
  for (let index = 1; index < accounts; index += 1) {
    const count = index === accounts - 1 ? left : perAccount
    left -= count
    await addSmallAccount(rows, newId, count, random)
  }
  await rows.end()
}

async function addPeople(rows: RowBuffer, { id }: Account, newId: () => string): Promise<void> {
  const passwordHash = await makePasswordHasher().hash(password)
  await rows.add('company', { account_id: id, id: companyId, name: 'Large', name_folded: 'large', created_at: timeAt(0) })
  const contacts = [
    { contactId: people.few, email: 'few@large.example' },
    { contactId: people.many, email: 'many@large.example' },
    ...Array.from({ length: colleagues }, (_, index) => ({ contactId: colleagueId(index), email: colleagueEmail(index) })),
  ]
  for (const contact of contacts) await addContact(rows, id, { ...contact, companyId, passwordHash }, newId)
}

async function addSmallAccount(
  rows: RowBuffer,
  newId: () => string,
  tickets: number,
  random: ReturnType<typeof makeRandom>,
): Promise<void> {
  const account = await addAccount(rows, newId(), newId, tickets)
  const smallCompanyId = newId()
  await rows.add('company', { account_id: account.id, id: smallCompanyId, name: 'Small', name_folded: 'small', created_at: timeAt(0) })
  const contactIds = Array.from({ length: 20 }, () => newId())
  for (const contactId of contactIds) {
    const email = `${contactId}@small.example`
    await addContact(rows, account.id, { contactId, email, companyId: smallCompanyId, passwordHash: null }, newId)
  }
  for (let number = 1; number <= tickets; number += 1) {
    await addTicket(rows, account, { number, contactId: random.pick(contactIds), companyId: smallCompanyId, isFull: false }, random, newId)
  }
}

async function addContact(
  rows: RowBuffer,
  account_id: string,
  contact: { contactId: string; email: string; companyId: string; passwordHash: string | null },
  newId: () => string,
): Promise<void> {
  const created_at = timeAt(0)
  await rows.add('contact', {
    account_id,
    id: contact.contactId,
    name: `Contact ${contact.email}`,
    name_folded: `contact ${contact.email}`,
    company_id: contact.companyId,
    password_hash: contact.passwordHash,
    list_view: 'mine',
    list_columns: null,
    erased_at: null,
    language: null,
    created_at,
  })
  await rows.add('contact_address', {
    account_id,
    id: newId(),
    contact_id: contact.contactId,
    email: contact.email,
    email_folded: contact.email,
    is_primary: 1,
    verified_at: created_at,
  })
}
