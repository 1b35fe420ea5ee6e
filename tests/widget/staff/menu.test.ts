import { expect } from '@open-wc/testing'
import type { Menu } from '../../../shared/menus.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('the navigation menu in the settings', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/menu')
    await page.signIn('admin')
    await page.find('#choose')
  })
  afterEach(() => page.close())

  const menus = async () => ((await (await page.ask('/menus')).json()) as { menus: Menu[] }).menus
  const portal = async () => ((await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }).portals[0]
  const make = async (name: string) => {
    const body = JSON.stringify({ name, items: [{ kind: 'tickets', labels: { en: 'Cases' } }] })
    return (await (await page.ask('/menus', { method: 'POST', body })).json()) as Menu
  }
  const shown = () => page.all('.menu-preview .bar li').map((item) => item.textContent)
  const choose = async (value: string) => {
    const select = await page.find<HTMLSelectElement>('#choose')
    select.value = value
    select.dispatchEvent(new Event('change'))
  }
  const kinds = () => page.all('.item .kind b').map((kind) => kind.textContent)

  it('S92: a menu is made, ordered by keys, previewed and saved', async () => {
    expect(shown()).to.deep.equal(['Tickets', 'Submit a support ticket'])
    await page.find('.state', 'No menu of your own yet')
    await page.click('#add')
    await page.type('#name', 'Top')
    await page.click('#add-link')
    await page.type('#items-2-labels', 'Shop')
    await page.type('#items-2-labels-nb', 'Butikk')
    await page.type('#items-2-url', 'https://shop.acme.example')
    await page.click('[aria-label="Move Shop up"]')
    await page.click('[aria-label="Move Shop up"]')
    expect(kinds()).to.deep.equal(['Link to a page', 'Tickets', 'New ticket'])
    expect(shown()).to.deep.equal(['Shop', 'Tickets', 'Submit a support ticket'])
    await page.click('.languages button[lang=nb]')
    await waitUntil(() => shown()[0] === 'Butikk', 'the preview speaks bokmål')
    await expect(page.app).to.be.accessible()
    await page.click('button[type=submit]')
    await page.find('.save-bar', 'Saved')
    expect((await menus())[0]).to.deep.include({
      name: 'Top',
      items: [
        { kind: 'link', labels: { en: 'Shop', nb: 'Butikk' }, url: 'https://shop.acme.example' },
        { kind: 'tickets', labels: {} },
        { kind: 'new', labels: {} },
      ],
    })
    await page.click('.editor-head button')
    await page.find('.rows li', 'Shop · Tickets · New ticket')
  })

  it('orders by dragging', async () => {
    await page.click('#add')
    const [first, second] = [await page.find('.item .handle'), page.all('.item')[1]]
    const box = second?.getBoundingClientRect() ?? new DOMRect()
    const at = (type: string, y: number) =>
      first.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: 10, clientY: y, bubbles: true, composed: true }))
    // A made-up pointer cannot be captured.
    first.setPointerCapture = () => undefined
    at('pointerdown', box.top - 20)
    at('pointermove', box.bottom)
    at('pointerup', box.bottom)
    await waitUntil(() => kinds().join() === 'New ticket,Tickets', 'the first is the last')
  })

  it('S91, S93: a portal chooses a menu, and whether its link shows; both hold at once', async () => {
    const menu = await make('Top')
    page.reload()
    await page.find(`#edit-${menu.id}`)
    await choose(menu.id)
    await page.find('.saved-word', 'Saved')
    expect((await portal())?.menuId).to.equal(menu.id)
    expect(shown()).to.deep.equal(['Cases'])
    await expect(page.app).to.be.accessible()
    await page.click('#hasPortalLink')
    await waitUntil(async () => (await portal())?.hasPortalLink === false, 'it is off')
    await page.click(`[aria-label="Delete menu Top"]`)
    await page.find('.problem', 'acme support shows “Top”. Choose another menu there first.')
    await choose('')
    await waitUntil(async () => (await portal())?.menuId === null, 'the usual one')
    await page.gone('.rows .muted', 'Shown by')
    await page.click(`[aria-label="Delete menu Top"]`)
    await page.click('dialog .danger', 'Delete')
    await page.find('.state', 'No menu of your own yet')
    expect(await menus()).to.deep.equal([])
  })

  it('says what is wrong at its field, and asks before it forgets', async () => {
    await make('Taken')
    await page.click('#add')
    await page.click('#add-link')
    await page.type('#items-2-url', 'javascript:alert(1)')
    await page.click('button[type=submit]')
    await page.find('#name-problem')
    await page.find('#items-2-labels-problem')
    await page.find('#items-2-url-problem')
    await expect(page.app).to.be.accessible()
    await page.click('[aria-label="Remove Link to a page"]')
    await page.type('#name', 'taken')
    await page.click('button[type=submit]')
    await page.find('#name-problem', 'Another menu has this name.')
    await page.click('.editor-head button')
    await page.find('dialog', /not saved/i)
    await page.click('dialog button', 'Leave without saving')
    await page.find('#add')
    expect(await menus()).to.have.length(1)
  })

  it('keeps what was written when somebody else was quicker', async () => {
    const menu = await make('Top')
    page.reload()
    await page.click(`#edit-${menu.id}`)
    await page.type('#name', 'Mine')
    const body = JSON.stringify({ version: 1, name: 'Theirs', items: [{ kind: 'new', labels: {} }] })
    expect((await page.ask(`/menus/${menu.id}`, { method: 'PATCH', body })).status).to.equal(200)
    await page.click('button[type=submit]')
    await page.find('.conflict', 'Theirs is “Theirs”: New ticket.')
    expect((await page.find<HTMLInputElement>('#name')).value).to.equal('Mine')
    await page.click('button[type=submit]')
    await page.find('.save-bar', 'Saved')
    expect((await menus())[0]).to.include({ name: 'Mine', version: 3 })
  })

  it('the agent is not let in', async () => {
    await page.close()
    page = await openStaffPage('/staff/settings/menu')
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
  })
})
