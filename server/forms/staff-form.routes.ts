import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import {
  connectFormBody,
  createFormBody,
  duplicateFormBody,
  staffForm,
  staffForms,
  updateFormBody,
  type StaffForm,
} from '../../shared/forms.ts'
import type { Db } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { connectForm, disconnectForm } from './connect-form.ts'
import { presentStaffForms } from './form.presenter.ts'
import { listForms, type Form } from './form.repo.ts'
import { createForm, duplicateForm, removeForm, requireForm, saveForm } from './save-form.ts'

const tags = ['Settings']
const formParams = z.object({ formId: id })
const portalFormParams = z.object({ portalId: id, formId: id })

const list = createRoute({
  method: 'get',
  path: '/forms',
  tags,
  summary: "The account's support forms, where they are used and what they lack",
  responses: { 200: json(staffForms, 'In their order'), ...errors('sign_in_required', 'not_allowed') },
})

const create = createRoute({
  method: 'post',
  path: '/forms',
  tags,
  summary: 'Make a support form',
  request: { body: jsonBody(createFormBody) },
  responses: { 201: json(staffForm, 'The new form'), ...errors('sign_in_required', 'not_allowed') },
})

const show = createRoute({
  method: 'get',
  path: '/forms/{formId}',
  tags,
  summary: 'One support form',
  request: { params: formParams },
  responses: { 200: json(staffForm, 'The form'), ...errors('form_not_found', 'sign_in_required', 'not_allowed') },
})

const save = createRoute({
  method: 'put',
  path: '/forms/{formId}',
  tags,
  summary: 'Change a support form',
  request: { params: formParams, body: jsonBody(updateFormBody) },
  responses: {
    200: json(staffForm, 'The form as it is now'),
    ...errors('form_not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed'),
  },
})

const duplicate = createRoute({
  method: 'post',
  path: '/forms/{formId}/copies',
  tags,
  summary: 'Make another form of the same content',
  request: { params: formParams, body: jsonBody(duplicateFormBody) },
  responses: { 201: json(staffForm, 'The copy'), ...errors('form_not_found', 'sign_in_required', 'not_allowed') },
})

const remove = createRoute({
  method: 'delete',
  path: '/forms/{formId}',
  tags,
  summary: 'Delete a form that no portal has',
  request: { params: formParams },
  responses: { 204: { description: 'Deleted' }, ...errors('form_not_found', 'form_in_use', 'sign_in_required', 'not_allowed') },
})

const connect = createRoute({
  method: 'put',
  path: '/portals/{portalId}/forms/{formId}',
  tags,
  summary: 'Connect a form to a portal, as its default one or beside it',
  request: { params: portalFormParams, body: jsonBody(connectFormBody) },
  responses: {
    200: json(staffForm, 'The form as it is now'),
    ...errors('portal_not_found', 'form_not_found', 'form_incomplete', 'sign_in_required', 'not_allowed'),
  },
})

const disconnect = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/forms/{formId}',
  tags,
  summary: 'Take a form from a portal',
  request: { params: portalFormParams },
  responses: {
    200: json(staffForm, 'The form as it is now'),
    ...errors('portal_not_found', 'form_not_found', 'sign_in_required', 'not_allowed'),
  },
})

/** Support forms as settings, for staff with `portal.settings`. */
export const staffFormRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { db } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    return c.json({ forms: await presentStaffForms(db, accountId, await listForms(db, accountId)) }, 200)
  })
  .openapi(create, async (c) => {
    const form = await createForm(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json'))
    return c.json(await present(c.var.deps.db, requireStaff(c.var.viewer).accountId, form), 201)
  })
  .openapi(show, async (c) => {
    const { accountId } = requireStaff(c.var.viewer)
    return c.json(await present(c.var.deps.db, accountId, await requireForm(c.var.deps.db, accountId, c.req.valid('param').formId)), 200)
  })
  .openapi(save, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const form = await saveForm(c.var.deps, viewer, c.req.valid('param').formId, c.req.valid('json'))
    return c.json(await present(c.var.deps.db, viewer.accountId, form), 200)
  })
  .openapi(duplicate, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const form = await duplicateForm(c.var.deps, viewer, c.req.valid('param').formId, c.req.valid('json').name)
    return c.json(await present(c.var.deps.db, viewer.accountId, form), 201)
  })
  .openapi(remove, async (c) => {
    await removeForm(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').formId)
    return c.body(null, 204)
  })
  .openapi(connect, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId, formId } = c.req.valid('param')
    await connectForm(c.var.deps, viewer, { portalId, formId, ...c.req.valid('json') })
    return c.json(await present(c.var.deps.db, viewer.accountId, await requireForm(c.var.deps.db, viewer.accountId, formId)), 200)
  })
  .openapi(disconnect, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId, formId } = c.req.valid('param')
    await disconnectForm(c.var.deps, viewer, portalId, formId)
    return c.json(await present(c.var.deps.db, viewer.accountId, await requireForm(c.var.deps.db, viewer.accountId, formId)), 200)
  })

async function present(db: Db, accountId: string, form: Form): Promise<StaffForm> {
  const [presented] = await presentStaffForms(db, accountId, [form])
  if (!presented) throw new AppError('form_not_found')
  return presented
}
