import { createRoute } from '@hono/zod-openapi'
import { pageQuery } from '../../shared/common.ts'
import { outboxPage, type OutboxMail } from '../../shared/mail.ts'
import { readCursor, writeCursor } from '../db/paging.ts'
import { AppError } from '../errors.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import type { Viewer } from '../viewer.ts'
import { listMails } from './mail.repo.ts'
import type { MailRow } from './mail.table.ts'

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'Mails of the outbox, newest first',
  description: 'Only while no SMTP server is set, and only with `account.admin`.',
  request: { query: pageQuery },
  responses: { 200: json(outboxPage, 'A page'), ...errors('not_found', 'not_allowed', 'sign_in_required') },
})

/** The outbox page's list; for staff. */
export const mailRoutes = makeRouter().openapi(list, async (c) => {
  const { deps, viewer } = c.var
  requireAdmin(viewer)
  if (!deps.mailer.isOutbox) throw new AppError('not_found', 'mail is sent by SMTP')
  const { after, limit } = c.req.valid('query')
  const cursor = readCursor(after)
  if (cursor === null) throw new AppError('invalid_request', 'cursor', { fields: { after: 'invalid' } })
  const rows = await listMails(deps.db, viewer.accountId, { after: cursor, limit })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? writeCursor({ at: last.created_at, id: last.id }) : null
  return c.json({ mails: shown.map(presentMail), next }, 200)
})

function requireAdmin(viewer: Viewer): void {
  if (viewer.kind !== 'staff') throw new AppError('sign_in_required')
  if (!viewer.permissions.includes('account.admin')) throw new AppError('not_allowed')
}

function presentMail(row: Pick<MailRow, 'id' | 'to_address' | 'subject' | 'text' | 'state' | 'created_at'>): OutboxMail {
  return { id: row.id, to: row.to_address, subject: row.subject, text: row.text, createdAt: row.created_at, state: row.state }
}
