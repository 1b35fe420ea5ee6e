import { expect } from '@open-wc/testing'
import type { FilePicker } from '../../widget/ui/file-picker.ts'
import { all, button, expectAccessible, fill, found, logIn, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { pasteOf } from './support/paste.ts'
import { waitUntil } from './support/wait-until.ts'

// The smallest picture that a browser draws.
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
)
const picture = (name = 'smoke.png') => new File([pixel], name, { type: 'image/png' })
const text = (name = 'notes.txt', content = 'hello') => new File([content], name, { type: 'text/plain' })

describe('files of a reply', () => {
  const page = usePortalPage()

  async function openComposer() {
    const ticket = await page.openTicket('With files')
    const detail = await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    const picker = await found<FilePicker>('cp-file-picker')
    return { detail, picker }
  }

  it('announces the limits beforehand', async () => {
    await openComposer()
    await said('Up to 10 files, 25 MB each.')
  })

  it('uploads at once, sends with the reply, and shows pictures and chips in the conversation', async () => {
    const { detail, picker } = await openComposer()
    picker.addFiles([picture(), text()])
    await waitUntil(() => picker.attachments.length === 2, 'both files are there')
    await expectAccessible(detail)
    fill(one('textarea'), 'Look at this')
    button('Send').click()
    await waitUntil(() => all('cp-attachment').length === 2 && !all('.outgoing').length, 'the reply carries both')
    await waitUntil(() => all('.thumbnail img').length === 1, 'the picture is drawn')
    expect(one('.thumbnail img').getAttribute('src')).to.match(/^blob:/)
    expect(picker.attachments).to.have.length(0)
    await expectAccessible(detail)
  })

  it('takes dropped and pasted files', async () => {
    const { picker } = await openComposer()
    const transfer = new DataTransfer()
    transfer.items.add(text('dropped.txt'))
    one('.ticket').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }))
    const board = new DataTransfer()
    board.items.add(picture('pasted.png'))
    one('textarea').dispatchEvent(pasteOf(board))
    await waitUntil(() => picker.attachments.length === 2, 'both files are there')
    expect(picker.attachments.map((attachment) => attachment.fileName)).to.have.members(['dropped.txt', 'pasted.png'])
  })

  it('refuses what the server would refuse, before uploading', async () => {
    const { picker } = await openComposer()
    const before = (await page.backend.listRequests()).filter((request) => request.includes('/attachments')).length
    const huge = text('huge.txt')
    Object.defineProperty(huge, 'size', { value: 26 * 1024 * 1024 })
    picker.addFiles([
      huge,
      new File([], 'empty.txt', { type: 'text/plain' }),
      new File(['MZ'], 'virus.exe', { type: 'application/x-msdownload' }),
    ])
    await said('Too large: at most 25 MB')
    await said('This file is empty')
    await said('This type of file is not allowed')
    expect((await page.backend.listRequests()).filter((request) => request.includes('/attachments'))).to.have.length(before)
    fill(one('textarea'), 'With bad files')
    button('Send').click()
    await said('Remove the files that could not be uploaded')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('With bad files')
  })

  it('takes the server’s word on what a file really is', async () => {
    const { picker } = await openComposer()
    const elf = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3e, 0, 1, 0, 0, 0])
    picker.addFiles([new File([elf], 'holiday.png', { type: 'image/png' })])
    await said('This type of file is not allowed')
    expect(picker.attachments).to.have.length(0)
  })

  it('takes at most ten', async () => {
    const { picker } = await openComposer()
    picker.addFiles(Array.from({ length: 11 }, (_, index) => text(`${index}.txt`)))
    await said('At most 10 files')
    await waitUntil(() => picker.attachments.length === 10, 'ten are taken')
  })

  it('tries a cut-off upload again', async () => {
    const { detail, picker } = await openComposer()
    await page.backend.setFaults({ method: 'POST', path: '/attachments', kind: 'offline' })
    picker.addFiles([text()])
    await said('No connection')
    await expectAccessible(detail)
    await page.backend.setFaults()
    button('Try again: notes.txt').click()
    await waitUntil(() => picker.attachments.length === 1, 'the file is there')
    expect(visibleText()).not.to.include('No connection')
  })

  it('cancels an upload and leaves nothing behind', async () => {
    const { picker } = await openComposer()
    await page.backend.setFaults({ method: 'POST', path: '/attachments', kind: 'pending' })
    picker.addFiles([text()])
    await said('Uploading')
    button('Cancel: notes.txt').click()
    await unsaid('notes.txt')
    expect(picker.isUploading).to.equal(false)
  })

  it('waits with sending until the files are there', async () => {
    const { picker } = await openComposer()
    await page.backend.setFaults({ method: 'POST', path: '/attachments', kind: 'pending' })
    picker.addFiles([text('slow.txt')])
    fill(one('textarea'), 'Goes with the file')
    button('Send').click()
    await said('Files are still on their way.')
    await page.backend.setFaults()
    await waitUntil(() => all('cp-attachment').length === 1 && !all('.outgoing').length, 'reply and file are sent')
  })

  it('uploads again what a session that ended had uploaded', async () => {
    const { picker } = await openComposer()
    picker.addFiles([text('kept.txt')])
    await waitUntil(() => picker.attachments.length === 1, 'the file is there')
    fill(one('textarea'), 'With the file')
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await said('Your session has ended')
    await logIn(page, 'anna')
    await waitUntil(() => picker.attachments.length === 1, 'the file is there again')
    button('Send').click()
    await waitUntil(() => all('cp-attachment').length === 1 && !all('.outgoing').length, 'reply and file are sent')
  })

  it('names with path and control characters are made safe to show', async () => {
    const { picker } = await openComposer()
    picker.addFiles([text('..\u0000\\evil\u202Etxt.exe.txt')])
    await waitUntil(() => picker.attachments.length === 1, 'the file is there')
    expect(picker.attachments[0]?.fileName).not.to.match(/[\u0000-\u001f\u202e\\/]/)
  })
})
