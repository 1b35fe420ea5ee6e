import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrandImage } from '../../../shared/look.ts'
import type { PortalInFile, SettingsFile } from '../../../shared/settings-file.ts'
import { exportFile, settingsText } from '../../../server/settings-file/export-settings.ts'
import { importSettings } from '../../../server/settings-file/import-settings.ts'
import { readSettingsFile } from '../../../server/settings-file/read-file.ts'
import { openHostPage } from '../../support/peers/host-page.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  // As it runs: a server that listens puts a Response of its own in the place of the platform's.
  world = await openWorld({ isListening: true })
})
afterAll(() => world.close())

const exported = (account = world.acme) => exportFile(world.deps, account.accountId)
const read = (file: SettingsFile, account = world.acme) =>
  importSettings(world.deps, { accountId: account.accountId }, readSettingsFile(settingsText(file)), { prune: false, dryRun: false })
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

test('an uploaded image travels with the file, and is refused when it is another than its path says', async () => {
  const admin = await world.staff('admin')
  const uploaded = await admin.fetch('/brand-images', {
    method: 'POST',
    body: new Uint8Array(gif),
    headers: { 'Content-Type': 'image/gif' },
  })
  const { url } = (await uploaded.json()) as BrandImage
  await read({ format: 'customer-portal-settings', version: 1, brand: { logoUrl: url } })
  const { images, brand } = await exported()
  expect(images).toEqual([{ path: url, data: gif.toString('base64') }])
  expect(brand?.logoUrl).toBe(url)

  const head = { format: 'customer-portal-settings', version: 1 } as const
  await expect(read({ ...head, brand: { logoUrl: url } }, world.bolt)).rejects.toThrow('brand.logoUrl: is none of the possible values')
  const other = { path: url.replace(/[0-9a-f]{64}/, 'a'.repeat(64)), data: gif.toString('base64') }
  await expect(read({ ...head, images: [other] }, world.bolt)).rejects.toThrow('is another image than its path says')
  await expect(read({ ...head, images: [{ path: url, data: Buffer.from('<svg/>').toString('base64') }] }, world.bolt)).rejects.toThrow(
    'image_',
  )
  await read({ ...head, images: images ?? [], brand: { logoUrl: url } }, world.bolt)
  expect((await exported(world.bolt)).images).toEqual(images)
  expect((await read(await exported(world.bolt), world.bolt)).changes).toEqual([])
})

test('keys of a provider are not in the file, and stay when the file changes the provider', async () => {
  const { provider, path } = await openHostPage(world)
  const admin = await world.staff('admin')
  const keys = async () => (await admin.get(`${path}/keys`)).json()
  const before = await keys()
  const file = await exported()
  const [portal] = file.portals ?? []
  expect(settingsText(file)).not.toContain('kid')
  const [own] = portal?.identityProviders ?? []
  expect(own).toMatchObject({ kind: 'jwt', name: provider.name })
  if (own) own.loginUrl = 'https://shop.acme.example/login'
  const { changes, notes } = await read(file)
  expect(changes.map(({ words }) => words)).toEqual(['"https://shop.acme.example/login"'])
  expect(notes).toEqual([])
  expect(await keys()).toEqual(before)
})

test('two with the same name are told apart, and each keeps its own', async () => {
  const { accountId } = world.acme
  await world.deps.db.updateTable('inbox').set({ name: 'Same' }).where('account_id', '=', accountId).execute()
  const file = await exported()
  expect(file.inboxes).toEqual([{ name: 'Same' }, { name: 'Same (2)' }])
  expect((await read(file)).changes).toEqual([])
})

test('sets are the same in whatever order they stand', async () => {
  const { accountId, slug } = world.acme
  await world.deps.db
    .updateTable('portal')
    .set({ sign_in_methods: '["password","magic_link"]' })
    .where('account_id', '=', accountId)
    .execute()
  const file = await exported()
  expect(file.portals?.[0]?.signInMethods).toEqual(['magic_link', 'password'])
  const turned: PortalInFile = { slug, signInMethods: ['password', 'magic_link'], languages: file.portals?.[0]?.languages?.toReversed() }
  const { changes } = await read({ format: 'customer-portal-settings', version: 1, portals: [turned] })
  expect(changes).toEqual([])
})
