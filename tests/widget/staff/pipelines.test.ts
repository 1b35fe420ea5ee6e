import { expect } from '@open-wc/testing'
import type { Pipeline, StaffTicket } from '../../../shared/tickets.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('pipelines in the settings', () => {
  let page: StaffPage
  let support: Pipeline

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/pipelines')
    await page.signIn('admin')
    await page.find('#add')
    const [first] = await list()
    if (!first) throw new Error('no pipeline')
    support = first
  })
  afterEach(() => page.close())

  const list = async () => ((await (await page.ask('/pipelines')).json()) as { pipelines: Pipeline[] }).pipelines
  const names = () => page.all('.rows b').map((name) => name.textContent)
  const edit = async () => {
    await page.click(`#edit-${support.id}`)
    await page.find('.stage')
  }
  const save = async () => {
    await page.click('.save-bar button[type=submit]')
    await page.find('.save-bar', 'Saved')
  }
  const stageOf = (label: string) => {
    const found = support.stages.find(({ labels }) => labels['en'] === label)
    if (!found) throw new Error(`no stage ${label}`)
    return found.id
  }
  const openTicket = async (stage: string) => {
    const body = JSON.stringify({ email: 'somebody@acme.example', subject: 'By phone', pipelineId: support.id })
    const response = await page.ask('/tickets', { method: 'POST', body, headers: { 'Idempotency-Key': crypto.randomUUID() } })
    const { id } = (await response.json()) as StaffTicket
    await page.ask(`/tickets/${id}/stage`, { method: 'PUT', body: JSON.stringify({ stageId: stageOf(stage) }) })
    return id
  }

  it('makes a pipeline, says what it lacks, and puts it first by keys', async () => {
    await page.click('#add')
    await page.click('#add-stage')
    expect(page.all('.stage')).to.have.length(3)
    await page.type('#name', 'Returns')
    await page.click('.save-bar button[type=submit]')
    await waitUntil(() => page.all('.stage .problem').length === 3, 'each stage asks for its name')
    await waitUntil(() => page.all('[id^=labels-en]:focus').length === 1, 'the cursor on the first')
    for (const [index, label] of ['Asked', 'Looked at', 'Done'].entries())
      await page.type(`.stage:nth-child(${index + 1}) [id^=labels-en]`, label)
    await expect(page.app).to.be.accessible()
    await page.click('.save-bar button[type=submit]')
    await page.find('.rows li', 'Returns')
    expect((await list()).at(-1)?.stages.map(({ labels, isClosed }) => [labels['en'], isClosed])).to.deep.equal([
      ['Asked', false],
      ['Looked at', false],
      ['Done', true],
    ])
    const before = names()
    const last = before.length - 1
    for (let at = last; at > 0; at--) {
      await page.click('[aria-label="Move Returns up"]')
      await waitUntil(() => names()[at - 1] === 'Returns', 'one place up')
    }
    await waitUntil(async () => (await list())[0]?.name === 'Returns', 'the order is kept')
    await expect(page.app).to.be.accessible()
  })

  it('says for each stage what customers read, and orders stages by dragging', async () => {
    await edit()
    const open = stageOf('New')
    await page.type(`#customerLabels-en-${open}`, 'We have it')
    await page.type(`#labels-nb-${open}`, 'Ny')
    const [handle, second] = [await page.find('.stage .handle'), page.all('.stage')[1]]
    const box = second?.getBoundingClientRect() ?? new DOMRect()
    const at = (type: string, y: number) =>
      handle.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: 10, clientY: y, bubbles: true, composed: true }))
    // A made-up pointer cannot be captured.
    handle.setPointerCapture = () => undefined
    at('pointerdown', box.top - 20)
    at('pointermove', box.bottom)
    at('pointerup', box.bottom)
    await save()
    const [saved] = await list()
    expect(saved?.stages.map(({ labels }) => labels['en'])).to.deep.equal(['Waiting', 'New', 'Solved'])
    expect(saved?.stages[1]).to.deep.include({ customerLabels: { en: 'We have it' }, labels: { en: 'New', nb: 'Ny' } })
  })

  it('asks where the tickets of a stage go before it goes, and takes it back until it is saved', async () => {
    const ticketId = await openTicket('Waiting')
    await edit()
    const waiting = stageOf('Waiting')
    await page.find('.stage-head', /Waiting.*1 ticket/)
    expect((await page.find<HTMLSelectElement>(`#state-${waiting}`)).disabled).to.equal(true)
    await page.click(`#remove-${waiting}`)
    await page.find('dialog', 'In it: 1 ticket.')
    await expect(page.app).to.be.accessible()
    const to = await page.find<HTMLSelectElement>('dialog[open] #to')
    expect([...to.options].map(({ text }) => text)).to.deep.equal(['New', 'Solved'])
    to.value = stageOf('Solved')
    await page.click('dialog button[type=submit]')
    await page.find('.gone', 'Waiting is deleted when you save. Moved to Solved: 1 ticket.')
    await page.click(`#undo-${waiting}`)
    await page.gone('.gone')
    await page.click(`#remove-${waiting}`)
    ;(await page.find<HTMLSelectElement>('dialog[open] #to')).value = stageOf('Solved')
    await page.click('dialog button[type=submit]')
    await page.find('.gone')
    await save()
    expect((await list())[0]?.stages.map(({ labels }) => labels['en'])).to.deep.equal(['New', 'Solved'])
    const { ticket } = (await (await page.ask(`/tickets/${ticketId}`)).json()) as { ticket: StaffTicket }
    expect(ticket).to.include({ status: 'closed', stageId: stageOf('Solved') })
    // Tickets of the form begin there.
    await page.click(`#remove-${stageOf('New')}`)
    await page.find('.problem', 'Tickets of a form begin in New: Support')
  })

  it('lays what somebody else saved beside what is written here', async () => {
    await edit()
    await page.type('#name', 'Mine')
    const stages = support.stages.map(({ pipelineId: _pipeline, ...stage }) => stage)
    const theirs = [{ labels: { en: 'Triage' }, customerLabels: null, isClosed: false }, ...stages]
    const body = JSON.stringify({ version: support.version, name: support.name, isConfidential: true, stages: theirs })
    expect((await page.ask(`/pipelines/${support.id}`, { method: 'PUT', body })).status).to.equal(200)
    await page.click('.save-bar button[type=submit]')
    await page.find('#conflict', 'Somebody else saved this pipeline')
    await expect(page.app).to.be.accessible()
    expect((await page.find<HTMLInputElement>('#name')).value).to.equal('Mine')
    await save()
    const [now] = await list()
    expect(now).to.include({ name: 'Mine', isConfidential: true })
    expect(now?.stages.map(({ labels }) => labels['en'])).to.include('Triage')
  })

  it('deletes a pipeline: its tickets go to another one; says what keeps it', async () => {
    await openTicket('New')
    await page.click(`#delete-${support.id}`)
    await page.find('.rows .problem', 'Tickets of forms begin in it: Support')
    const made = await page.ask('/pipelines', {
      method: 'POST',
      body: JSON.stringify({
        name: 'Spare',
        stages: [
          { labels: { en: 'A' }, isClosed: false },
          { labels: { en: 'B' }, isClosed: true },
        ],
      }),
    })
    const { id } = (await made.json()) as Pipeline
    await page.ask('/tickets', {
      method: 'POST',
      body: JSON.stringify({ email: 'somebody@acme.example', subject: 'There', pipelineId: id }),
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    })
    page.reload()
    await page.click(`#delete-${id}`)
    await page.find('dialog', 'In it: 1 ticket.')
    const to = await page.find<HTMLSelectElement>('dialog[open] #to')
    to.value = support.id
    await page.click('dialog button[type=submit]')
    await page.gone('.rows li', 'Spare')
    expect((await list()).map(({ name }) => name)).not.to.include('Spare')
  })
})
