import { expect, onTestFinished, test } from 'vitest'
import { openWorld } from '../../support/world.ts'

interface Operation {
  summary?: string
  security: object[]
  parameters?: { name: string; in: string }[]
  responses: Record<string, unknown>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation> & { parameters?: { name: string; in: string }[] }>
  components: { schemas: object; securitySchemes: object }
}

async function readDocument(): Promise<Document> {
  const world = await openWorld()
  onTestFinished(world.close)
  const response = await world.send('/api/openapi.json')
  expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
  return (await response.json()) as Document
}

function operations(document: Document): [string, Operation, { name: string; in: string }[]][] {
  return Object.entries(document.paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation, { name: string; in: string }[]] => [
      `${method.toUpperCase()} ${path}`,
      operation,
      [...shared, ...(operation.parameters ?? [])],
    ]),
  )
}

test('every operation says what it does, names the parameters of its path, and has an answer that succeeds', async () => {
  const document = await readDocument()
  expect(document.openapi).toBe('3.1.0')
  for (const [name, operation, parameters] of operations(document)) {
    const named = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const declared = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
    expect(declared.sort(), name).toEqual(named.sort())
    expect(operation.summary, name).toBeTruthy()
    expect(
      Object.keys(operation.responses).some((status) => status.startsWith('2')),
      name,
    ).toBe(true)
  }
})

test('who may ask is said of every operation, and only signing in and public settings are for anybody', async () => {
  const document = await readDocument()
  expect(Object.keys(document.components.securitySchemes)).toEqual(['dpop', 'staffSession'])
  const forAnybody = operations(document).filter(([, operation]) => operation.security.length === 0)
  expect(forAnybody.map(([name]) => name).sort()).toEqual([
    'GET /api/v1/portals/{portalKey}',
    'GET /files/{token}',
    'POST /api/v1/portals/{portalKey}/invitations/redemption',
    'POST /api/v1/portals/{portalKey}/magic-links',
    'POST /api/v1/portals/{portalKey}/magic-links/redemption',
    'POST /api/v1/portals/{portalKey}/password-resets',
    'POST /api/v1/portals/{portalKey}/password-resets/redemption',
    'POST /api/v1/portals/{portalKey}/registrations',
    'POST /api/v1/portals/{portalKey}/registrations/redemption',
    'POST /api/v1/portals/{portalKey}/session',
    'POST /api/v1/portals/{portalKey}/session/refresh',
    'POST /api/v1/staff/invitations/lookup',
    'POST /api/v1/staff/invitations/redemption',
    'POST /api/v1/staff/password-resets',
    'POST /api/v1/staff/password-resets/redemption',
    'POST /api/v1/staff/session',
  ])
})
