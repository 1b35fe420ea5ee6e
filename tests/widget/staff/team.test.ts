import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { expectAccessible } from '../support/page.ts'
import { waitUntil } from '../support/wait-until.ts'
import { giveSecondFactor } from './second-factor.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'

describe('the team', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/team')
  })

  afterEach(() => page.close())

  const rows = () => page.all('ul.people > li').map(wordsOf)
  const row = async (text: string) => {
    await waitUntil(() => rows().some((words) => words.includes(text)), `a row with ${text}`)
    return rows().find((words) => words.includes(text)) ?? ''
  }
  const version = async (email: string) => {
    const team = (await (await page.ask('/account/staff')).json()) as { members: { id: string; email: string; version: number }[] }
    return team.members.find((member) => member.email === email) ?? { id: '', version: 0 }
  }
  async function inviteNora(role?: string): Promise<void> {
    await page.click('#invite')
    await page.type('#email', 'nora@team.example')
    await page.type('#name', 'Nora Berg')
    if (role) await page.click(`input[value=${role}]`)
    await page.click('button', 'Send the invitation')
    await page.find('.said', 'nora@team.example is on its way')
  }

  it('lists who is on it with their roles in words, and is reached from the settings', async () => {
    await page.signIn('admin')
    expect(await row('admin of acme')).to.match(/\( you \).*Owner.*Password only · Last signed in/)
    expect(await row('agent of acme')).to.match(/Agent.*Never signed in/)
    expect(await row('settings of acme')).to.contain('Set the portal up')
    expect((await page.find('nav a[href^="/staff/settings/team"]')).getAttribute('aria-current')).to.equal('page')
    expect(document.title).to.contain('Team')
    await expectAccessible(page.app)
  })

  it('says to others who manages it, and they find no way to it', async () => {
    await page.signIn('agent')
    await page.find('h2', 'managed by its admins')
    expect(page.all('a[href="/staff/settings"], a[href="/staff/settings/team"]').length).to.equal(0)
    await expectAccessible(page.app)
  })

  it('invites: what is missing is said at its field, the invitation stands in the list, is sent again and taken back', async () => {
    await page.signIn('admin')
    await page.click('#invite')
    await page.find('dialog[open] h2', 'Invite somebody')
    await expectAccessible(page.app)
    await page.click('button', 'Send the invitation')
    await page.find('#email-problem')
    expect((await page.find('#email')).matches(':focus')).to.equal(true)
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#name', 'Twice')
    await page.click('button', 'Send the invitation')
    await page.find('[role=alert]', 'on the team, or was invited')
    await page.click('button', 'Cancel')
    await page.gone('cp-staff-invite')
    await inviteNora('portalAdmin')
    await page.gone('cp-staff-invite')
    expect(await row('nora@team.example')).to.match(/Nora Berg.*Portal admin.*Invited by admin of acme.*good until/)
    await page.click('button[aria-label^="Send the invitation to nora"]')
    await page.find('.said', 'on its way again')
    await page.click('button[aria-label^="Take the invitation to nora"]')
    await page.find('.said', 'taken back')
    await waitUntil(() => !rows().some((words) => words.includes('nora@')), 'no invitation')
  })

  it('a role sets the permissions, each is explained, and choosing one by one becomes a custom role', async () => {
    await page.signIn('admin')
    await page.click('#invite')
    const checked = () => page.all('input[type=checkbox]:checked').map((box) => (box as HTMLInputElement).value)
    await page.find('cp-staff-permissions')
    await waitUntil(() => checked().length === 2, 'agent first')
    await page.click('input[value=owner]')
    await waitUntil(() => checked().length === 4, 'an owner')
    await page.find('.permission', 'Invites and removes people')
    await page.click('input[value="contacts.edit"]')
    await waitUntil(() => (page.all('input[value=custom]')[0] as HTMLInputElement).checked, 'custom')
    for (const value of ['inbox.answer', 'portal.settings', 'account.admin']) await page.click(`input[value="${value}"]`)
    await page.click('button', 'Send the invitation')
    await page.find('#problem', 'Choose at least one')
  })

  it('changes name and role; another admin’s change meanwhile is shown and nothing typed is lost', async () => {
    await page.signIn('admin')
    await page.click('button[aria-label="Change agent of acme"]')
    await page.type('#name', 'Asta Lund')
    await page.click('input[value=portalAdmin]')
    const member = await version(page.backend.emails['agent'] ?? '')
    const theirs = { version: member.version, name: 'Asta L.', permissions: ['inbox.answer'] }
    await page.ask(`/account/staff/${member.id}`, { method: 'PATCH', body: JSON.stringify(theirs) })
    await page.click('button', 'Save')
    await page.find('[role=alert]', 'Somebody else changed Asta L. meanwhile')
    await page.find('[role=alert] li', 'May do: Answer customers')
    expect((await page.find<HTMLInputElement>('#name')).value).to.equal('Asta Lund')
    expect((page.all('input[value=portalAdmin]')[0] as HTMLInputElement).checked).to.equal(true)
    await expectAccessible(page.app)
    await page.click('button', 'Save')
    await page.find('.said', 'Asta Lund is saved')
    await waitUntil(() => rows().some((words) => /Asta Lund.*Portal admin/.test(words)), 'the new role')
  })

  it('switches a login off after a question, and undoes it; removes for good', async () => {
    await page.signIn('admin')
    const open = () => page.click('button[aria-label="Change agent of acme"]')
    await open()
    await page.click('button', 'Switch the login off')
    await page.find('dialog[open] h2', 'Switch the login of agent of acme off?')
    await page.click('dialog[role=alertdialog] button', 'Cancel')
    expect(page.all('.said').length).to.equal(0)
    await page.click('button', 'Switch the login off')
    await page.click('button', 'Switch it off')
    await page.find('.said', 'can no longer sign in')
    await page.find('.off .pill', 'Switched off')
    await page.click('.said button', 'Undo')
    await page.find('.said', 'can sign in again')
    await page.gone('.off')
    await open()
    await page.click('button', 'Remove from the team')
    await page.click('dialog[role=alertdialog] button.danger', 'Remove')
    await page.find('.said', 'no longer on the team')
    await waitUntil(() => !rows().some((words) => words.includes('agent of acme')), 'gone')
  })

  it('one’s own login: the team cannot be given away, and the ways in are on one’s own page', async () => {
    await page.signIn('admin')
    await page.click('button[aria-label="Change admin of acme"]')
    expect((await page.find<HTMLInputElement>('input[value="account.admin"]')).disabled).to.equal(true)
    await page.find('.deeds', 'under Your account')
    expect(page.all('.deed').length).to.equal(0)
    await page.click('button', 'Save')
    await page.find('.said', 'is saved')
  })

  it('helps somebody in: a link to a password, and a lost second factor', async () => {
    await giveSecondFactor(page)
    await page.signIn('admin')
    expect(await row('agent of acme')).to.contain('Two-step sign-in')
    await page.click('button[aria-label="Change agent of acme"]')
    await page.click('button', 'Send a password link')
    await page.find('.said', 'has the link by e-mail')
    await page.click('button[aria-label="Change agent of acme"]')
    await page.click('button', 'Reset two-step sign-in')
    await page.click('button', 'Reset it')
    await page.find('.said', 'is reset')
    await waitUntil(() => rows().some((words) => /agent of acme.*Password only/.test(words)), 'password only')
  })

  it('asks who is there when that was proved long ago, over the open dialog, and goes on', async () => {
    await page.signIn('admin')
    await page.backend.act({ name: 'advanceClock', seconds: 301 })
    await page.click('#invite')
    await page.type('#email', 'nora@team.example')
    await page.type('#name', 'Nora Berg')
    await page.click('button', 'Send the invitation')
    await page.find('cp-staff-proof')
    await page.type('#password', page.backend.password)
    await page.click('button', 'Confirm')
    await page.find('.said', 'nora@team.example is on its way')
    await page.gone('cp-staff-proof')
  })

  it('who may do nothing but manage the team finds that, and the history, and no setting of a portal', async () => {
    const body = JSON.stringify({ email: page.backend.emails['admin'], password: page.backend.password })
    await page.ask('/session', { method: 'POST', body })
    const member = await version(page.backend.emails['agent'] ?? '')
    const only = JSON.stringify({ version: member.version, permissions: ['account.admin'] })
    expect((await page.ask(`/account/staff/${member.id}`, { method: 'PATCH', body: only })).status).to.equal(200)
    await page.ask('/session', { method: 'DELETE' })
    history.replaceState(null, '', '/staff')
    page.reload()
    await page.signIn('agent')
    await page.click('a.page', 'Settings')
    await row('admin of acme')
    expect(page.all('.settings-nav a').map(wordsOf)).to.deep.equal(['Team', 'History'])
    await expectAccessible(page.app)
  })

  it('a team that does not load says so and tries again', async () => {
    await page.backend.setFaults({ path: '/account/staff', kind: 'error', status: 503, code: 'busy' })
    await page.signIn('admin')
    await page.find('[role=alert] h2', 'The team did not load')
    await page.backend.setFaults()
    await page.click('button', 'Try again')
    await row('agent of acme')
  })
})
