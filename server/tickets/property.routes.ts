import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { propertyUsage } from '../../shared/pipelines.ts'
import { changePropertyBody, createPropertyBody, property } from '../../shared/properties.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { changeProperty } from './change-property.ts'
import { createProperty, removeProperty } from './create-property.ts'
import { listDeletedPlaces, listPipelines, setConfidential } from './pipeline.repo.ts'
import { presentProperties, presentProperty } from './property.presenter.ts'
import { readPropertyUsage } from './property-usage.repo.ts'
import { findProperty, listProperties } from './property.repo.ts'

const list = createRoute({
  method: 'get',
  path: '/properties',
  tags: ['Settings'],
  summary: 'What rules may ask of tickets, contacts and companies',
  responses: {
    200: json(z.object({ properties: z.array(property) }).openapi('PropertyList'), 'What every account has, then its own'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

const create = createRoute({
  method: 'post',
  path: '/properties',
  tags: ['Settings'],
  summary: 'Give tickets, contacts or companies a property',
  request: { body: jsonBody(createPropertyBody) },
  responses: { 201: json(property, 'The new property'), ...errors('sign_in_required', 'not_allowed') },
})

const remove = createRoute({
  method: 'delete',
  path: '/properties/{propertyId}',
  tags: ['Settings'],
  summary: 'Delete a property; rules made before go on as they are',
  request: { params: z.object({ propertyId: id }) },
  responses: { 204: { description: 'Deleted' }, ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/properties/{propertyId}',
  tags: ['Settings'],
  summary: 'Change what a property and its options are called, and which options there are',
  request: { params: z.object({ propertyId: id }), body: jsonBody(changePropertyBody) },
  responses: {
    200: json(property, 'The property as it is now'),
    ...errors('not_found', 'changed_meanwhile', 'option_in_use', 'sign_in_required', 'not_allowed'),
  },
})

const usage = createRoute({
  method: 'get',
  path: '/properties/{propertyId}/usage',
  tags: ['Settings'],
  summary: 'What hangs on a property: values, rules, portals, forms',
  request: { params: z.object({ propertyId: id }) },
  responses: { 200: json(propertyUsage, 'What uses it'), ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

const confide = createRoute({
  method: 'put',
  path: '/pipelines/{pipelineId}/confidentiality',
  tags: ['Settings'],
  summary: 'Show the tickets of a pipeline to their own contacts only, never to colleagues',
  request: {
    params: z.object({ pipelineId: id }),
    body: jsonBody(z.strictObject({ isConfidential: z.boolean() }).openapi('Confidentiality')),
  },
  responses: { 204: { description: 'Noted' }, ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Properties and pipelines as settings, for staff with `portal.settings`. */
export const propertyRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { db } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const gone = await listDeletedPlaces(db, accountId)
    return c.json({ properties: presentProperties(await listProperties(db, accountId), await listPipelines(db, accountId), gone) }, 200)
  })
  .openapi(create, async (c) => {
    const row = await createProperty(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json'))
    return c.json(presentProperty(row), 201)
  })
  .openapi(remove, async (c) => {
    await removeProperty(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').propertyId)
    return c.body(null, 204)
  })
  .openapi(change, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { propertyId } = c.req.valid('param')
    const body = c.req.valid('json')
    return c.json(presentProperty(await write(deps, viewer.accountId, (tx) => changeProperty(tx, deps, viewer, propertyId, body))), 200)
  })
  .openapi(usage, async (c) => {
    const { db } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const row = await findProperty(db, accountId, c.req.valid('param').propertyId)
    if (!row) throw new AppError('not_found', 'property')
    return c.json(await readPropertyUsage(db, row), 200)
  })
  .openapi(confide, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { pipelineId } = c.req.valid('param')
    const { isConfidential } = c.req.valid('json')
    await write(deps, viewer.accountId, async (tx) => {
      if (!(await setConfidential(tx, viewer.accountId, pipelineId, isConfidential))) throw new AppError('not_found', 'pipeline')
      await recordEvent(tx, viewer, deps.now(), { kind: 'portal.changed', isPublic: false, data: { pipelineId, isConfidential } })
    })
    return c.body(null, 204)
  })
