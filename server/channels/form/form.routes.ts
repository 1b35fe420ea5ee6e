import { createRoute, z } from '@hono/zod-openapi'
import { submitFormBody, submitFormResult, supportForm } from '../../../shared/forms.ts'
import { AppError } from '../../errors.ts'
import { presentSupportForm } from '../../forms/form.presenter.ts'
import { findForm, listFormsOfPortal } from '../../forms/form.repo.ts'
import { errors, json, jsonBody } from '../../http/answers.ts'
import { onceHeaders, readOnceKey } from '../../http/idempotency.ts'
import { makeRouter } from '../../http/router.ts'
import { listProperties } from '../../tickets/property.repo.ts'
import { requireContact } from '../../viewer.ts'
import { submitForm } from './submit-form.ts'

const show = createRoute({
  method: 'get',
  path: '/form',
  tags: ['Support form'],
  summary: 'A support form of the portal: the default one, or the one of this key or id',
  request: { query: z.object({ form: z.string().max(64).optional() }) },
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
    const { form: wanted } = c.req.valid('query')
    const choices = await listFormsOfPortal(deps.db, portal)
    const chosen = wanted === undefined ? choices[0] : choices.find(({ id, key }) => key === wanted || id === wanted)
    const form = chosen && (await findForm(deps.db, portal.account_id, chosen.id))
    if (!form) throw new AppError('form_not_found')
    return c.json(presentSupportForm(form, await listProperties(deps.db, portal.account_id), choices), 200)
  })
  .openapi(submit, async (c) => {
    const onceKey = await readOnceKey(c)
    return c.json(await submitForm(c.var.deps, requireContact(c.var.viewer), c.var.portal, c.req.valid('json'), onceKey), 201)
  })
