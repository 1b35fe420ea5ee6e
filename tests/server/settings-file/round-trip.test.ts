import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryPage } from '../../../shared/history.ts'
import { settingsFile, type SettingsFile } from '../../../shared/settings-file.ts'
import { updatePortalBody } from '../../../shared/portal.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase } from '../../../server/db/open.ts'
import { exportSettings, settingsText } from '../../../server/settings-file/export-settings.ts'
import { importSettings } from '../../../server/settings-file/import-settings.ts'
import { readSettingsFile } from '../../../server/settings-file/read-file.ts'
import { fullSettings } from '../../support/full-settings.ts'
import { createTestDatabase } from '../../support/test-database.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
})
afterAll(() => world.close())

const exported = (account = world.acme) => exportSettings(world.deps.db, account.accountId)
const text = async (account = world.acme) => settingsText(await exported(account))
const events = () => world.deps.db.selectFrom('event').selectAll().orderBy('account_id').orderBy('seq').execute()
const read = (file: SettingsFile, options: { prune?: boolean; dryRun?: boolean } = {}) =>
  importSettings(world.deps, { accountId: world.acme.accountId }, readSettingsFile(settingsText(file)), {
    prune: false,
    dryRun: false,
    ...options,
  })

/** The file that sets everything, for the portal that the account has. */
function fullForAcme(): SettingsFile {
  const file = fullSettings(world.acme.slug)
  for (const portal of file.portals ?? []) portal.key = world.acme.portalKey
  return file
}

test('an export that is read back changes nothing, and leaves no trace', async () => {
  const before = await text()
  const known = await events()
  const { changes, notes } = await read(JSON.parse(before) as SettingsFile, { prune: true })
  expect({ changes, notes }).toEqual({ changes: [], notes: [] })
  expect(await text()).toBe(before)
  expect(await events()).toEqual(known)
})

test('a dry run tells what would change and changes nothing', async () => {
  const before = await text()
  const known = await events()
  const { changes } = await read(fullForAcme(), { dryRun: true })
  const told = changes.map(({ where, kind, words }) => `${where}: ${kind} ${words}`)
  expect(told).toContain('account › name: changed "acme" → "Kvist Retail"')
  expect(told).toContain(`portals › ${world.acme.slug} › allowed origins: added "https://help.kvist.example"`)
  expect(told).toContain(`portals › ${world.acme.slug} › reopen days: changed 14 → 7`)
  expect(told).toContain('inboxes › Billing: added ')
  expect(await text()).toBe(before)
  expect(await events()).toEqual(known)
})

test('every setting of a file holds afterwards; the other account is as it was; the history names the file', async () => {
  const theirs = await text(world.bolt)
  const file = fullForAcme()
  const { changes, notes } = await read(file)
  expect(changes.length).toBeGreaterThan(40)
  expect(notes).toEqual([
    'Set the DNS record of support.kvist.example: it stands on the page Domains.',
    'Add a key for "Our shop" on the page Single sign-on.',
  ])
  const after = await exported()
  expect(after.portals).toEqual(settingsFile.parse({ ...file }).portals)
  expect(after.account).toEqual(file.account)
  expect(after.brand).toEqual(file.brand)
  for (const area of ['domains', 'inboxes', 'properties', 'pipelines', 'lists', 'menus', 'forms'] as const) {
    const has: unknown[] = after[area] ?? []
    for (const one of file[area] ?? []) expect(has, area).toContainEqual(one)
  }
  expect(await text(world.bolt)).toBe(theirs)
  expect((await read(file)).changes).toEqual([])

  const admin = await world.staff('admin')
  const { entries } = (await (await admin.get('/history?group=settings&limit=100')).json()) as HistoryPage
  expect(entries.every(({ by }) => by.kind === 'settings_file')).toBe(true)
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(
    new Set(
      ['account', 'brand', 'domain', 'form', 'identity_provider', 'inbox', 'list', 'menu', 'pipeline', 'portal', 'property'].map(
        (kind) => `${kind}.changed`,
      ),
    ),
  )
})

test('the full file has every setting of a portal that the API can save', () => {
  const { version: _version, defaultInboxId, pipelineIds, accessListIds, menuId, ...plain } = updatePortalBody.shape
  expect([defaultInboxId, pipelineIds, accessListIds, menuId].every(Boolean)).toBe(true)
  const [portal] = fullSettings().portals ?? []
  expect(Object.keys(plain).filter((name) => !(name in (portal ?? {})))).toEqual([])
})

test('with pruning, what the file does not name is deleted', async () => {
  const { changes } = await read(fullForAcme(), { prune: true })
  expect(changes.every(({ kind }) => kind === 'removed' || kind === 'changed')).toBe(true)
  const { inboxes, ...after } = await exported()
  const { inboxes: _wanted, ...wanted } = settingsFile.parse(fullForAcme())
  expect(after).toEqual(wanted)
  // Nothing deletes an inbox: threads are in it.
  expect(inboxes?.length).toBeGreaterThan(2)
})

test('the same file makes a fresh installation, whose export is the same to the byte', async () => {
  const database = await createTestDatabase()
  const opened = openDatabase(database.url)
  try {
    await migrate(opened)
    const deps = { ...world.deps, db: opened.db }
    const admin = { name: 'Maja Berg', email: 'maja@kvist.example', passwordHash: 'x' }
    const file = readSettingsFile(settingsText(fullSettings()))
    const { accountId } = await importSettings(deps, { admin }, file, { prune: false, dryRun: false })
    const first = settingsText(await exportSettings(opened.db, accountId))
    expect(JSON.parse(first)).toEqual(JSON.parse(settingsText(fullSettings())))
    const again = await importSettings(deps, { accountId }, readSettingsFile(first), { prune: true, dryRun: false })
    expect(again.changes).toEqual([])
    expect(settingsText(await exportSettings(opened.db, accountId))).toBe(first)
    await expect(importSettings(deps, { admin }, file, { prune: false, dryRun: false })).rejects.toThrow('There is an account by now')
  } finally {
    await opened.db.destroy()
    await database.drop()
  }
})
