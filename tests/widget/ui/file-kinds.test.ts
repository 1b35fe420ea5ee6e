import { expect } from '@open-wc/testing'
import { attachmentTypes } from '../../../shared/limits.ts'
import { kindNames, mayBeAllowed } from '../../../widget/ui/file-kinds.ts'
import { describe, it } from '../support/mocha.ts'

const file = (name: string, type: string) => new File(['x'], name, { type })

describe('kinds of files', () => {
  it('have names that people know, every one of them', () => {
    expect(kindNames(attachmentTypes)).not.to.include('/')
  })

  it('are refused early only when the server is sure to refuse them', () => {
    const isAllowed = (name: string, type: string) => mayBeAllowed(file(name, type), attachmentTypes)
    expect(isAllowed('a.csv', 'application/vnd.ms-excel')).to.equal(true)
    expect(isAllowed('server.log', 'text/x-log')).to.equal(true)
    expect(isAllowed('unknown', '')).to.equal(true)
    expect(isAllowed('drawing.svg', 'image/svg+xml')).to.equal(false)
    expect(isAllowed('page.html', 'text/html')).to.equal(false)
    expect(isAllowed('setup.exe', 'application/x-msdownload')).to.equal(false)
  })
})
