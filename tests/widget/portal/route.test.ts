import { expect } from '@open-wc/testing'
import { formatRoute, parseRoute, type Route } from '../../../widget/portal/route.ts'
import { describe, it } from '../support/mocha.ts'

describe('the route in a fragment', () => {
  const pairs: [string, Route][] = [
    ['#support', { view: 'list', list: {} }],
    ['#support?q=a+b%26c&status=open&view=company', { view: 'list', list: { q: 'a b&c', status: 'open', view: 'company' } }],
    [
      '#support?sort=created&order=asc&where=custom.tier:any_of:a%2520b,c&where=stage:is_known',
      { view: 'list', list: { sort: 'created', order: 'asc', where: ['custom.tier:any_of:a%20b,c', 'stage:is_known'] } },
    ],
    ['#support/tickets/0abc', { view: 'ticket', ticketId: '0abc' }],
    ['#support/new', { view: 'new' }],
    ['#support/login', { view: 'login' }],
    ['#support/reset', { view: 'login', at: 'reset' }],
    ['#support/register', { view: 'login', at: 'register' }],
  ]

  for (const [hash, route] of pairs) {
    it(`${hash} is read and written alike`, () => {
      expect(parseRoute(hash, 'support')).to.deep.equal(route)
      expect(formatRoute(route, 'support')).to.equal(hash)
    })
  }

  it('hands a mailed link on to the login, and keeps its token out of the address', () => {
    const route = parseRoute('#support/reset?token=cpl_abc', 'support')
    expect(route).to.deep.equal({ view: 'login', at: 'reset?token=cpl_abc' })
    expect(formatRoute(route ?? { view: 'new' }, 'support')).to.equal('#support/reset')
  })

  it('belongs to its prefix alone', () => {
    for (const hash of ['', '#', '#pricing', '#supporter', '#help/tickets/1', '#/support'])
      expect(parseRoute(hash, 'support')).to.equal(undefined)
  })

  it('survives whatever somebody typed', () => {
    expect(parseRoute('#support?sort=luck&order=up&where=&where=a b:is:c&where=x', 'support')).to.deep.equal({ view: 'list', list: {} })
    expect(parseRoute('#support?status=sideways&view=all', 'support')).to.deep.equal({ view: 'list', list: {} })
    expect(parseRoute('#support/tickets/%E0%A4%A', 'support')).to.deep.equal({ view: 'ticket', ticketId: '%E0%A4%A' })
    expect(parseRoute('#support/unknown', 'support')).to.deep.equal({ view: 'list', list: {} })
  })
})
