import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import {
  createPipelineBody,
  movedTickets,
  moveTicketsBody,
  orderPipelinesBody,
  pipelineUsage,
  savePipelineBody,
} from '../../shared/pipelines.ts'
import { pipeline } from '../../shared/tickets.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { requireStaff } from '../viewer.ts'
import { deletePipeline, orderPipelines } from './delete-pipeline.ts'
import { moveTickets } from './move-tickets.ts'
import { createPipeline, findPipeline, savePipeline } from './save-pipeline.ts'
import { readPipelineUsage } from './usage.repo.ts'

const params = z.object({ pipelineId: id })
const tags = ['Settings']

const create = createRoute({
  method: 'post',
  path: '/pipelines',
  tags,
  summary: 'Make a pipeline, behind the others',
  request: { body: jsonBody(createPipelineBody) },
  responses: { 201: json(pipeline, 'The new pipeline'), ...errors('sign_in_required', 'not_allowed') },
})

const order = createRoute({
  method: 'put',
  path: '/pipeline-order',
  tags,
  summary: 'Put the pipelines into an order; tickets that name none begin in the first',
  request: { body: jsonBody(orderPipelinesBody) },
  responses: {
    200: json(z.object({ pipelines: z.array(pipeline) }), 'In their new order'),
    ...errors('changed_meanwhile', 'sign_in_required', 'not_allowed'),
  },
})

const save = createRoute({
  method: 'put',
  path: '/pipelines/{pipelineId}',
  tags,
  summary: 'Save a pipeline and its stages; a stage that is left out is deleted',
  request: { params, body: jsonBody(savePipelineBody) },
  responses: {
    200: json(pipeline, 'The pipeline as it is now'),
    ...errors('not_found', 'changed_meanwhile', 'stage_in_use', 'sign_in_required', 'not_allowed'),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/pipelines/{pipelineId}',
  tags,
  summary: 'Delete a pipeline that holds no ticket',
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...errors('not_found', 'pipeline_in_use', 'sign_in_required', 'not_allowed') },
})

const usage = createRoute({
  method: 'get',
  path: '/pipelines/{pipelineId}/usage',
  tags,
  summary: 'What hangs on a pipeline and its stages: tickets, forms, portals, rules',
  request: { params },
  responses: { 200: json(pipelineUsage, 'What uses it'), ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

const move = createRoute({
  method: 'post',
  path: '/pipelines/{pipelineId}/ticket-moves',
  tags,
  summary: 'Move the tickets of a stage or of the whole pipeline elsewhere, up to 1,000 at a time',
  request: { params, body: jsonBody(moveTicketsBody) },
  responses: { 200: json(movedTickets, 'How far it is'), ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Pipelines and stages as settings, for staff with `portal.settings`. */
export const pipelineRoutes = makeRouter()
  .openapi(create, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const body = c.req.valid('json')
    return c.json(await write(deps, viewer.accountId, (tx) => createPipeline(tx, deps, viewer, body)), 201)
  })
  .openapi(order, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { pipelineIds } = c.req.valid('json')
    await write(deps, viewer.accountId, (tx) => orderPipelines(tx, deps, viewer, pipelineIds))
    return c.json({ pipelines: await listPipelines(deps.db, viewer.accountId) }, 200)
  })
  .openapi(save, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { pipelineId } = c.req.valid('param')
    const body = c.req.valid('json')
    return c.json(await write(deps, viewer.accountId, (tx) => savePipeline(tx, deps, viewer, pipelineId, body)), 200)
  })
  .openapi(remove, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    await write(deps, viewer.accountId, (tx) => deletePipeline(tx, deps, viewer, c.req.valid('param').pipelineId))
    return c.body(null, 204)
  })
  .openapi(usage, async (c) => {
    const { db } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const found = await findPipeline(db, accountId, c.req.valid('param').pipelineId)
    return c.json(await readPipelineUsage(db, accountId, found), 200)
  })
  .openapi(move, async (c) => {
    const { pipelineId } = c.req.valid('param')
    return c.json(await moveTickets(c.var.deps, requireStaff(c.var.viewer), pipelineId, c.req.valid('json')), 200)
  })
