import { expect } from '@open-wc/testing'
import { html, render } from 'lit'
import { keyedList } from '../../../widget/base/keyed-list.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'

describe('a keyed list', () => {
  let place: HTMLElement

  beforeEach(() => {
    place = document.createElement('div')
    document.body.append(place)
  })

  afterEach(() => place.remove())

  const draw = (keys: readonly string[], round = 0) =>
    render(
      html`<p>before</p>
        ${keyedList(
          keys,
          (key) => key,
          (key, index) => html`<button data-key=${key}>${key} ${index} ${round}</button>`,
        )}
        <p>after</p>`,
      place,
    )
  const buttons = () => [...place.querySelectorAll('button')]
  const words = () => buttons().map((button) => button.textContent)

  it('draws what is asked for in its order, and keeps the element of a key, whatever comes and goes', () => {
    // The same numbers every time: what fails can be looked at again.
    let seed = 1
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const known = new Map<string, Element>()
    for (let round = 0; round < 300; round++) {
      const keys = Array.from({ length: random(9) }, () => `k${random(12)}`).filter((key, index, all) => all.indexOf(key) === index)
      draw(keys, round)
      expect(words()).to.deep.equal(keys.map((key, index) => `${key} ${index} ${round}`))
      for (const button of buttons()) {
        const key = button.dataset['key'] ?? ''
        const before = known.get(key)
        if (before) expect(button).to.equal(before)
      }
      known.clear()
      for (const button of buttons()) known.set(button.dataset['key'] ?? '', button)
      expect(place.firstElementChild?.textContent).to.equal('before')
      expect(place.lastElementChild?.textContent).to.equal('after')
    }
  })

  it('leaves the focus where it is when another comes to the front', () => {
    draw(['a', 'b', 'c', 'd'])
    buttons()[1]?.focus()
    draw(['d', 'a', 'b', 'c'])
    expect(document.activeElement).to.equal(place.querySelector('[data-key=b]'))
    draw(['new', 'd', 'a', 'b', 'c'])
    expect(document.activeElement).to.equal(place.querySelector('[data-key=b]'))
    draw(['d', 'b', 'c'])
    expect(document.activeElement).to.equal(place.querySelector('[data-key=b]'))
  })
})
