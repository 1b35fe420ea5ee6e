import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SettingsFile } from '../../../shared/settings-file.ts'
import { exportSettings, settingsText } from '../../../server/settings-file/export-settings.ts'
import { importSettings } from '../../../server/settings-file/import-settings.ts'
import { SettingsFileError } from '../../../server/settings-file/problem.ts'
import { readSettingsFile } from '../../../server/settings-file/read-file.ts'
import { fullSettings } from '../../support/full-settings.ts'
import { siteOrigin } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
})
afterAll(() => world.close())

const head = '"format": "customer-portal-settings", "version": 1'
const told = (error: unknown) => {
  if (!(error instanceof SettingsFileError)) throw error
  return error.problems.map(({ path, code, words }) => `${path} [${code}] ${words}`)
}
const reading = (text: string) => {
  try {
    return [readSettingsFile(text)]
  } catch (error) {
    return told(error)
  }
}
const everything = async () => [
  settingsText(await exportSettings(world.deps.db, world.acme.accountId)),
  settingsText(await exportSettings(world.deps.db, world.bolt.accountId)),
  await world.deps.db.selectFrom('event').selectAll().orderBy('account_id').orderBy('seq').execute(),
]
const importing = async (file: Partial<SettingsFile>, options: { prune?: boolean } = {}) => {
  const whole = { ...JSON.parse(`{${head}}`), ...file } as SettingsFile
  const target = { accountId: world.acme.accountId }
  return importSettings(world.deps, target, readSettingsFile(settingsText(whole)), { prune: false, dryRun: false, ...options }).then(
    () => [],
    told,
  )
}

test('a text that is no settings file is refused with its line, its version, its depth, its size', () => {
  expect(reading('{\n  "format": "customer-portal-settings",\n  "version": 1,,\n}')).toEqual([
    expect.stringMatching(/^ \[malformed_json\] The file is not JSON: line 3, column 16\. /),
  ])
  expect(reading('')).toEqual([expect.stringMatching(/line 1, column 1/)])
  expect(reading('[]')).toEqual([' [invalid] The file does not hold one object { … }.'])
  expect(reading('{"format": "other", "version": 1}')[0]).toContain('this is not a settings file')
  expect(reading('{"format": "customer-portal-settings", "version": 2, "portals": 7}')).toEqual([
    'version [newer] is 2, of a newer customer portal; this one knows up to 1. Update it first. Nothing was read.',
  ])
  expect(reading(`{${head}, "brand": ${'['.repeat(100)}${']'.repeat(100)}}`)[0]).toContain('nested deeper')
  expect(reading(`{${head}, "brand": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`)[0]).toMatch(/nested deeper|not JSON/)
  expect(reading(`{${head}, "x": "${'x'.repeat(16_000_000)}"}`)[0]).toContain('larger than 16 MB')
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    expect(reading(`{${head}, "portals": [{ "slug": "a", "shownLabels": { "${key}": { "en": "x" } } }]}`)[0]).toContain(
      `shownLabels.${key} [unknown_field]`,
    )
  }
  expect(({} as { en?: string }).en).toBeUndefined()
})

test('what a file names wrongly is told at its place, with the name that was probably meant', () => {
  expect(
    reading(
      `{${head}, "portal": [], "forms": [{ "key": "a", "name": "A", "field": [] }], "portals": [{ "slug": "help", "titel": "x", "theme": { "akcent": null } }]}`,
    ),
  ).toEqual([
    'forms.a.field [unknown_field] is not known here. Did you mean "fields"?',
    'portals.help.theme.akcent [unknown_field] is not known here. Did you mean "accent"?',
    'portals.help.titel [unknown_field] is not known here. Did you mean "title"?',
    'portal [unknown_field] is not known here. Did you mean "portals"?',
  ])
  expect(
    reading(
      `{${head}, "inboxes": [{ "name": "A" }, { "name": "a" }], "portals": [{ "slug": "help", "title": "", "isOn": 1, "reopenDays": 0 }]}`,
    ),
  ).toEqual([
    'inboxes.a [duplicate] stands there twice',
    'portals.help.title [required] is missing',
    'portals.help.isOn [invalid] cannot be used',
    'portals.help.reopenDays [invalid] cannot be used',
  ])
})

test('a file that is half good changes nothing, and all that is wrong is told', async () => {
  const before = await everything()
  const { slug } = world.acme
  const rule = (value: string) => ({ groups: [{ conditions: [{ property: 'ticket.pipeline', operator: 'any_of', value: [value] }] }] })
  const bad: [Partial<SettingsFile>, string[]][] = [
    [
      {
        menus: fullSettings().menus,
        forms: [
          { key: 'x', name: 'X', inbox: 'Nowhere' },
          { key: 'y', name: 'Y', pipeline: 'Gone' },
        ],
      },
      [
        'forms.x.inbox [not_a_choice] names "Nowhere", which does not exist.',
        'forms.y.pipeline [not_a_choice] names "Gone", which does not exist.',
      ],
    ],
    [
      { portals: [{ slug, title: 'New', ticketFilter: rule('Gone') }] },
      [`portals.${slug}.ticketFilter.groups.0.conditions.0.value [not_a_choice] names "Gone", which does not exist.`],
    ],
    [
      { portals: [{ slug, title: 'New', allowedOrigins: ['https://*.acme.example'] }] },
      [`portals.${slug}.allowedOrigins.0 [not_an_origin] is not an origin such as https://www.example.com`],
    ],
    [{ portals: [{ slug, title: 'New', allowedOrigins: [] }] }, [`portals.${slug}.isOn [required] is missing`]],
    [{ portals: [{ slug, title: 'New', menu: 'None' }] }, [`portals.${slug}.menu [not_a_choice] names "None", which does not exist.`]],
    [
      { portals: [{ slug: world.bolt.slug, title: 'Mine' }] },
      [`portals.${world.bolt.slug}.slug [not_a_choice] belongs to a portal of another account.`],
    ],
    [
      { portals: [{ slug: 'mine', key: world.bolt.portalKey }] },
      ['portals.mine.key [not_a_choice] belongs to a portal of another account: leave it out to get a new one.'],
    ],
    [{ lists: [{ name: 'VIPs', kind: 'active' }] }, ['lists.VIPs.rule [required] is missing']],
    [
      {
        menus: [{ name: 'New', items: [{ kind: 'tickets', labels: {} }] }],
        pipelines: [{ name: 'New', stages: [{ labels: { en: 'A' }, isClosed: false }] }],
      },
      ['pipelines.New.stages [required] is missing'],
    ],
  ]
  for (const [file, problems] of bad) expect(await importing(file)).toEqual(problems)
  expect(await everything()).toEqual(before)
})

test('what is in use is not deleted by a file: nothing is', async () => {
  const before = await everything()
  expect(
    (await importing({ pipelines: [{ name: 'Other', stages: fullSettings().pipelines?.[0]?.stages ?? [] }] }, { prune: true }))[0],
  ).toMatch(/^pipelines\..* \[pipeline_in_use\]/)
  expect(await everything()).toEqual(before)
})

test('the page exports what its reader may see, and says so in the history', async () => {
  const download = async (name: 'admin' | 'settings' | 'agent') => (await world.staff(name)).get('/settings-file')
  const whole = await download('admin')
  expect(whole.headers.get('Content-Disposition')).toMatch(/^attachment; filename="customer-portal-settings-\d{4}-\d\d-\d\d\.json"$/)
  expect(await whole.json()).toEqual(JSON.parse(settingsText(await exportSettings(world.deps.db, world.acme.accountId))))
  const part = (await (await download('settings')).json()) as SettingsFile
  expect([part.account, part.lists, part.portals?.[0]?.accessLists]).toEqual([undefined, undefined, undefined])
  expect((await download('agent')).status).toBe(403)
  const theirs = await (await (await world.staff('admin', world.bolt)).get('/settings-file')).text()
  expect(theirs).toContain(world.bolt.slug)
  expect(theirs.replaceAll(siteOrigin, '')).not.toMatch(/acme/i)
  const kinds = await world.deps.db.selectFrom('event').select('actor_kind').where('kind', '=', 'settings.exported').execute()
  expect(kinds).toEqual(Array.from({ length: 3 }, () => ({ actor_kind: 'staff' })))
})

test('a file holds no secret, no person and no id', async () => {
  await importing(fullSettings(world.acme.slug))
  const text = settingsText(await exportSettings(world.deps.db, world.acme.accountId))
  const { acme } = world
  // A form that has no key yet is called by its id everywhere.
  const { formId: _form, ...others } = acme
  const ids = Object.values(others).filter((value): value is string => typeof value === 'string' && /^[0-9a-z]{24}$/.test(value))
  expect(ids.length).toBeGreaterThan(5)
  for (const secret of [
    ...ids,
    ...Object.values(acme.contacts),
    ...Object.values(acme.staff),
    acme.email('anna'),
    acme.email('admin'),
    '$argon2',
  ]) {
    expect([secret, text.includes(secret)]).toEqual([secret, false])
  }
})
