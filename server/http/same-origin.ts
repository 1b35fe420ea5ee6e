import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'

const readMethods = new Set(['GET', 'HEAD'])

/** Uploads carry the file's own type, whatever it is. */
const rawBodyPaths = ['/api/v1/staff/attachments', '/api/v1/staff/brand-images']

/**
 * Guards routes that a cookie opens: requests caused by other sites are refused before any handler. What changes something
 * must prove that it comes from our own pages, and its body must be JSON, which no form can send.
 *
 * @throws AppError `origin_not_allowed`, `unsupported_media_type`.
 */
export const sameOriginWrites = createMiddleware<AppEnv>(async (c, next) => {
  const { publicUrl } = c.var.deps.config
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  const isRead = readMethods.has(c.req.method)

  if (origin !== undefined && origin !== publicUrl) throw new AppError('origin_not_allowed', `origin ${origin}`)
  const allowedSites = isRead ? ['same-origin', 'none'] : ['same-origin']
  if (site !== undefined && !allowedSites.includes(site)) throw new AppError('origin_not_allowed', `Sec-Fetch-Site ${site}`)
  if (isRead) return next()

  if (site === undefined && origin === undefined) throw new AppError('origin_not_allowed', 'a write without Origin')
  const hasBody = c.req.header('Transfer-Encoding') !== undefined || (c.req.header('Content-Length') ?? '0') !== '0'
  const type = c.req.header('Content-Type')
  if (
    !rawBodyPaths.includes(c.req.path) &&
    (type !== undefined || hasBody) &&
    !/^application\/json(; ?charset=utf-8)?$/i.test(type ?? '')
  ) {
    throw new AppError('unsupported_media_type', `content type ${type ?? 'missing'}`)
  }
  return next()
})
