import { createRoute } from '@hono/zod-openapi'
import { accountSettings, updateAccountBody } from '../../shared/account.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { findAccount, setTimeZone } from './account.repo.ts'

const show = createRoute({
  method: 'get',
  path: '/account',
  tags: ['Settings'],
  summary: 'The account',
  responses: { 200: json(accountSettings, 'The account'), ...errors('sign_in_required', 'not_allowed') },
})

const update = createRoute({
  method: 'patch',
  path: '/account',
  tags: ['Settings'],
  summary: 'Say where the days of the account begin: rules with days are read by it',
  request: { body: jsonBody(updateAccountBody) },
  responses: { 200: json(accountSettings, 'The account as it is now'), ...errors('sign_in_required', 'not_allowed') },
})

/** The account itself, for staff with `account.admin`. */
export const accountRoutes = makeRouter()
  .openapi(show, async (c) => c.json(await findAccount(c.var.deps.db, requireStaff(c.var.viewer).accountId), 200))
  .openapi(update, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { timeZone } = c.req.valid('json')
    if (timeZone !== undefined) {
      await write(deps, viewer.accountId, async (tx) => {
        const before = await findAccount(tx, viewer.accountId)
        if (before.timeZone === timeZone) return
        await setTimeZone(tx, viewer.accountId, timeZone)
        const data = { before: { timeZone: before.timeZone }, after: { timeZone } }
        await recordEvent(tx, viewer, deps.now(), { kind: 'account.changed', isPublic: false, data })
      })
    }
    return c.json(await findAccount(deps.db, viewer.accountId), 200)
  })
