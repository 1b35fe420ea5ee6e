import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { pasteOf } from '../support/paste.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('files of an agent', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage()
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.signIn()
    await page.click('.row')
    await page.find('.message.inbound')
  })

  afterEach(() => page.close())

  const drop = async (...files: File[]) => {
    const dataTransfer = new DataTransfer()
    for (const file of files) dataTransfer.items.add(file)
    const target = await page.find('cp-staff-conversation')
    target.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, composed: true }))
    await page.find('.drop', 'Drop files')
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }))
    await page.gone('.drop')
  }
  const note = (name: string) => new File(['one,two\n'], name, { type: 'text/csv' })

  it('are dropped on the conversation, uploaded and sent', async () => {
    await drop(note('stock.csv'), note('more.csv'))
    await page.find('.upload.done', 'stock.csv')
    await page.find('.upload.done', 'more.csv')
    await page.type('textarea', 'The list.')
    await page.click('button[type=submit]', 'Send reply')
    const message = await page.find('.message.outbound:not(.sending)', 'The list.')
    expect(wordsOf(message)).to.contain('stock.csv').and.to.contain('more.csv')
    expect(page.all('.upload').length).to.equal(0)
  })

  it('are pasted', async () => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(note('pasted.csv'))
    const text = await page.find('textarea')
    text.dispatchEvent(pasteOf(clipboardData))
    await page.find('.upload.done', 'pasted.csv')
  })

  it('can be given up while they are on their way', async () => {
    await page.backend.setFaults({ method: 'POST', path: '/attachments', kind: 'pending' })
    await drop(note('slow.csv'))
    await page.find('.upload.uploading', 'slow.csv')
    await page.type('textarea', 'The list.')
    await page.click('button[type=submit]', 'Send reply')
    await page.find('.problem', 'still on their way')
    await page.click('button[aria-label="Cancel slow.csv"]')
    await page.gone('.upload')
  })

  it('that are too large or refused say so, and can be tried again or removed', async () => {
    await drop(
      new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'film.mp4', { type: 'video/mp4' }),
      new File(['MZ'], 'tool.exe'),
      note('cut.csv'),
    )
    await page.find('.upload.failed', /film\.mp4 Larger than/)
    await page.find('.upload.failed', /tool\.exe This type of file is not accepted/)
    await page.click('button[aria-label="Remove film.mp4"]')
    await page.click('button[aria-label="Remove tool.exe"]')
    await page.find('.upload.done', 'cut.csv')
    await page.backend.setFaults({ method: 'POST', path: '/attachments', kind: 'offline' })
    await drop(note('again.csv'))
    await page.find('.upload.failed', 'again.csv')
    await page.backend.setFaults()
    await page.click('button[aria-label="Try again.csv again"]')
    await page.find('.upload.done', 'again.csv')
  })

  it('are still attached after a reload', async () => {
    await drop(note('stock.csv'))
    await page.find('.upload.done', 'stock.csv')
    page.reload()
    await page.find('.upload.done', 'stock.csv')
    await page.type('textarea', 'The list.')
    await page.click('button[type=submit]', 'Send reply')
    await page.find('.message.outbound:not(.sending)', 'stock.csv')
  })

  it('that are images open large', async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 })
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    await drop(new File([blob ?? ''], 'screen.png', { type: 'image/png' }))
    await page.find('.upload.done', 'screen.png')
    await page.type('textarea', 'Look.')
    await page.click('button[type=submit]', 'Send reply')
    const image = await page.find<HTMLImageElement>('.thumb img')
    await waitUntil(() => image.naturalWidth === 40, 'the picture')
    image.click()
    await page.find('dialog[open]', 'screen.png')
  })
})
