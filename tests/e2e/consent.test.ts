import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { anna } from '../../demo/seed/people.ts'
import { eventually, logIn, ticketLink, wholeText } from './support/acts.ts'
import { doors, isIn, useFrontDoor } from './support/front-door.ts'

const front = useFrontDoor()
const subject = 'Shelf labels in aisle 4'
const wordsOf = (text: string) => ({
  en: { text, checkbox: 'I agree to this.' },
  nb: { text: `${text} (norsk)`, checkbox: 'Jeg er enig.' },
})

async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'I agree to this.' }).check()
  await page.getByRole('button', { name: 'Agree and go on' }).click()
}

for (const door of doors) {
  test(`${door}: consent is asked for, refused, given, and asked for again when its words change`, async () => {
    await front.changePortal({ consentTexts: wordsOf(`We keep what you write (${door}). See https://kvist.example/privacy.`) })
    const page = await front.open(door)
    await logIn(page, anna)
    await page.getByText('We keep what you write').waitFor()
    expect(await page.getByRole('link', { name: 'https://kvist.example/privacy' }).getAttribute('href')).toBe(
      'https://kvist.example/privacy',
    )
    expect(await wholeText(page), 'nothing is shown before').not.toContain(subject)

    await page.getByRole('button', { name: 'Agree and go on' }).click()
    await page.getByText('Please tick the box to go on.').waitFor()
    // Who does not agree leaves, and is asked again the next time.
    await page.getByRole('button', { name: 'Log out' }).click()
    await logIn(page, anna)
    await page.getByText('We keep what you write').waitFor()
    await page.reload()
    await page.getByText('We keep what you write').waitFor()
    await agree(page)
    await ticketLink(page, subject).waitFor()
    await page.reload()
    await ticketLink(page, subject).waitFor()

    await front.changePortal({ consentTexts: wordsOf(`We keep it for two years now (${door}).`) })
    await page.reload()
    await page.getByText('We keep it for two years now').waitFor()
    expect(await wholeText(page)).not.toContain(subject)
    await agree(page)
    await isIn(page, anna.name)
    const client = await front.stranger().signIn(anna.email, 'portal-demo-2026')
    const { records } = (await (await client.get('/consent')).json()) as { records: { kind: string; text: string }[] }
    const given = records.filter(({ text }) => text.includes(`(${door})`)).map(({ kind }) => kind)
    expect(given, 'each wording has its receipt').toEqual(['given', 'given'])
    await front.changePortal({ consentTexts: null })
  })
}

test('words that changed before a token was renewed are asked for when it is', async () => {
  const page = await front.open('embedded')
  await logIn(page, anna)
  await ticketLink(page, subject).waitFor()
  await front.changePortal({ consentTexts: wordsOf('Since you were here last.') })
  const { db } = front.stage.demo.backend.deps
  await db.updateTable('session').set({ access_expires_at: '2026-01-01T00:00:00.000Z' }).execute()
  await page.reload()
  await page.getByText('Since you were here last.').waitFor()
  expect(await wholeText(page)).not.toContain(subject)
  await front.changePortal({ consentTexts: null })
})

test('words that change while they are read are not agreed to by the tick of before', async () => {
  await front.changePortal({ consentTexts: wordsOf('As it was.') })
  const page = await front.open('embedded')
  await logIn(page, anna)
  await page.getByText('As it was.').waitFor()
  await front.changePortal({ consentTexts: wordsOf('As it is now.') })
  await agree(page)
  await page.getByText('These words have just been changed.').waitFor()
  await page.reload()
  await page.getByText('As it is now.').waitFor()
  await agree(page)
  await isIn(page, anna.name)
  await eventually('no words any more', () => page.getByRole('checkbox').count(), 0)
  await front.changePortal({ consentTexts: null })
})
