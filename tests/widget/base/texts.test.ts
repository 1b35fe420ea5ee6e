import { expect } from '@open-wc/testing'
import { chooseLanguage, loadTexts } from '../../../widget/base/texts.ts'
import { en } from '../../../widget/locales/en.ts'
import { localized } from '../../../widget/base/localized.ts'
import { describe, it } from '../support/mocha.ts'

describe('languages', () => {
  it('are chosen by the first tag that the elements speak', () => {
    expect(chooseLanguage(['nb-NO', 'en'])).to.deep.equal({ code: 'nb', locale: 'nb-NO' })
    expect(chooseLanguage(['no'])).to.include({ code: 'nb' })
    expect(chooseLanguage(['nn-NO'])).to.include({ code: 'nb' })
    expect(chooseLanguage(['de', 'nb'])).to.include({ code: 'nb' })
    expect(chooseLanguage(['', undefined, 'x-klingon'])).to.deep.equal({ code: 'en', locale: 'en' })
    expect(chooseLanguage(['en-GB'])).to.deep.equal({ code: 'en', locale: 'en-GB' })
  })

  it('leave dates to the region of the reader where the page names none', () => {
    expect(chooseLanguage(['en'], ['nb-NO', 'en-GB', 'en-US'])).to.deep.equal({ code: 'en', locale: 'en-GB' })
    expect(chooseLanguage(['en-US'], ['en-GB'])).to.deep.equal({ code: 'en', locale: 'en-US' })
    expect(chooseLanguage(['nb'], ['en-GB'])).to.deep.equal({ code: 'nb', locale: 'nb' })
  })

  it('have no empty text', async () => {
    expect(loadTexts('en')).to.equal(undefined)
    for (const [code, texts] of Object.entries({ en, nb: await loadTexts('nb') })) {
      expect(Object.keys(texts ?? {})).to.have.members(Object.keys(en))
      for (const [name, text] of Object.entries(texts ?? {})) expect(text, `${code} ${name}`).not.to.equal('')
    }
  })

  it('fall back to English for what the portal’s owner did not translate', () => {
    expect(localized({ en: 'Subject', nb: 'Emne' }, 'nb-NO')).to.equal('Emne')
    expect(localized({ en: 'Subject' }, 'nb')).to.equal('Subject')
    expect(localized(undefined, 'nb')).to.equal('')
  })
})
