import { createRoute } from '@hono/zod-openapi'
import { submitFormBody, submitFormResult, supportForm } from '../../../shared/forms.ts'
import { AppError } from '../../errors.ts'
import { findForm } from '../../forms/form.repo.ts'
import { errors, json, jsonBody } from '../../http/answers.ts'
import { onceHeaders, readOnceKey } from '../../http/idempotency.ts'
import { makeRouter } from '../../http/router.ts'
import { requireContact } from '../../viewer.ts'
import { submitForm } from './submit-form.ts'

const show = createRoute({
  method: 'get',
  path: '/form',
  tags: ['Support form'],
  summary: "The portal's support form",
  responses: { 200: json(supportForm, 'The form and its fields'), ...errors('form_not_found', 'sign_in_required', 'session_expired') },
})

const submit = createRoute({
  method: 'post',
  path: '/tickets',
  tags: ['Support form'],
  summary: 'File a new ticket',
  request: { headers: onceHeaders, body: jsonBody(submitFormBody) },
  responses: {
    201: json(submitFormResult, 'The new ticket'),
    ...errors(
      'form_not_found',
      'attachment_not_found',
      'idempotency_key_required',
      'idempotency_key_reused',
      'sign_in_required',
      'too_many_requests',
    ),
  },
})

/** The support form of a portal. */
export const formRoutes = makeRouter()
  .openapi(show, async (c) => {
    const { deps, portal } = c.var
    const form = portal.form_id === null ? undefined : await findForm(deps.db, portal.account_id, portal.form_id)
    if (!form) throw new AppError('form_not_found')
    return c.json({ id: form.id, name: form.name, fields: form.fields }, 200)
  })
  .openapi(submit, async (c) => {
    const onceKey = await readOnceKey(c)
    return c.json(await submitForm(c.var.deps, requireContact(c.var.viewer), c.var.portal, c.req.valid('json'), onceKey), 201)
  })
