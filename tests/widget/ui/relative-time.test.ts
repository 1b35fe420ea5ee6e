import { expect } from '@open-wc/testing'
import { dayText, relativeText } from '../../../widget/ui/relative-time.ts'
import { describe, it } from '../support/mocha.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('times', () => {
  it('are told by their distance, in the reader’s language', () => {
    expect(relativeText(before(5), 'en', now)).to.equal('now')
    expect(relativeText(before(150), 'en', now)).to.equal('2 minutes ago')
    expect(relativeText(before(26 * 3600), 'en', now)).to.equal('yesterday')
    expect(relativeText(before(3 * 3600), 'nb', now)).to.equal('for 3 timer siden')
  })

  it('are grouped by the reader’s day', () => {
    const words = { today: 'Today', yesterday: 'Yesterday' }
    const noon = new Date(2026, 10, 22, 12)
    expect(dayText(new Date(2026, 10, 22, 0, 1).toISOString(), 'en', words, noon)).to.equal('Today')
    expect(dayText(new Date(2026, 10, 21, 23, 59).toISOString(), 'en', words, noon)).to.equal('Yesterday')
    expect(dayText(new Date(2025, 11, 24, 12).toISOString(), 'en', words, noon)).to.equal('Wednesday, December 24, 2025')
  })
})
