import { expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'

/** Routes that are no part of the API: pages, files and checks of machines. */
const outsideTheApi = [
  /^\/$/,
  // A portal at a domain of its account.
  /^\/:slug$/,
  /^\/(p|staff|assets|brand|files|sso|template-previews)(\/|$)/,
  /^\/(portal\.js|favicon\.svg|healthz)$/,
  /^\/api\/(docs|openapi\.json)$/,
]

// Nothing is asked of the dependencies before a request comes.
const app = createApp({} as Deps)
const routes = [
  ...new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '')}`),
  ),
]

test('every route of the API is in the OpenAPI document', () => {
  const api = routes.filter((route) => !outsideTheApi.some((pattern) => pattern.test(pathOf(route))))
  expect(api.length).toBeGreaterThan(30)
  const documented = new Set(documentedRoutes())
  expect(api.filter((route) => !documented.has(route))).toEqual([])
})

test('the OpenAPI document names no route that is not there', () => {
  expect(documentedRoutes().filter((route) => !routes.includes(route))).toEqual([])
})

test('every route lies below a prefix that is known', () => {
  const known = [...outsideTheApi, /^\/api\/v1\/portals\/:portalKey(\/|$)/, /^\/api\/v1\/staff\//]
  expect(routes.filter((route) => !known.some((pattern) => pattern.test(pathOf(route))))).toEqual([])
})

function documentedRoutes(): string[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations ?? {})
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
}

function pathOf(route: string): string {
  return route.split(' ')[1] ?? ''
}
