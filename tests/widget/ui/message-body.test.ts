import { expect } from '@open-wc/testing'
import { render } from 'lit'
import { messageBody } from '../../../widget/ui/message-body.ts'
import { describe, it } from '../support/mocha.ts'

function draw(text: string): HTMLElement {
  const container = document.createElement('div')
  render(messageBody(text, 'Quoted text'), container)
  return container
}

describe('the text of a message', () => {
  it('stands in paragraphs with its line breaks', () => {
    const paragraphs = [...draw('One\ntwo\n\nthree').querySelectorAll('p')].map((each) => each.textContent)
    expect(paragraphs).to.deep.equal(['One\ntwo', 'three'])
  })

  it('links addresses, without the punctuation of the sentence', () => {
    const links = [...draw('See (https://a.example/x?y=1&z=2), or ask help@a.example.').querySelectorAll('a')]
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal(['https://a.example/x?y=1&z=2', 'mailto:help@a.example'])
    expect(links.every((link) => link.rel.includes('noopener') && link.rel.includes('noreferrer'))).to.equal(true)
  })

  it('never becomes markup or a script address', () => {
    const body = draw('<img src=x onerror=alert(1)> javascript:alert(1) <a href="javascript:1">x</a> data:text/html,x')
    expect(body.querySelectorAll('img, a, script')).to.have.length(0)
    expect(body.textContent).to.include('<img src=x onerror=alert(1)>')
  })

  it('folds what is quoted', () => {
    const body = draw('My answer\n\n> your question\n> in two lines\n\nBye')
    expect(body.querySelector('details p')?.textContent).to.equal('your question\nin two lines')
    expect(body.querySelector('details')?.open).to.equal(false)
    expect([...body.querySelectorAll('.body > p')].map((each) => each.textContent)).to.deep.equal(['My answer', 'Bye'])
  })
})
