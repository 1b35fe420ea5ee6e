import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono, type Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Assets } from '../http/assets.ts'

const mediaTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
}

/** In order of preference; the build writes each file plain and in both. */
const encodings = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof encodings | 'identity'

const filesByAssets = new WeakMap<Assets, Map<string, Promise<{ bytes: Uint8Array<ArrayBuffer>; etag: string }>>>()

/**
 * The script for host pages and everything it loads. Any origin may have them: an element whose origin the portal does not
 * allow must still be able to say so (Q8).
 */
export const staticRoutes = new Hono<AppEnv>()
  .get('/portal.js', (c) => sendFile(c, 'portal.js', 'public, max-age=300'))
  .get('/assets/:name', (c) => {
    const name = c.req.param('name')
    // A plain name below one folder, so that no path can lead out of it.
    if (!/^[\w-]+(\.[\w-]+)*\.(css|js|svg)$/.test(name)) throw new AppError('not_found', name)
    return sendFile(c, `assets/${name}`, 'public, max-age=31536000, immutable')
  })

async function sendFile(c: Context<AppEnv>, path: string, cacheControl: string): Promise<Response> {
  const encoding = chooseEncoding(c.req.header('Accept-Encoding'))
  const { bytes, etag } = await readCached(c.var.deps.assets, path, encoding)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Cache-Control', cacheControl)
  c.header('Vary', 'Accept-Encoding')
  c.header('ETag', etag)
  if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304)
  c.header('Content-Type', mediaTypes[path.slice(path.lastIndexOf('.') + 1)])
  if (encoding !== 'identity') c.header('Content-Encoding', encoding)
  return c.body(bytes)
}

function readCached(assets: Assets, path: string, encoding: Encoding) {
  let files = filesByAssets.get(assets)
  if (!files) filesByAssets.set(assets, (files = new Map()))
  const file = join(assets.publicDir, path) + (encoding === 'identity' ? '' : encodings[encoding])
  const known = files.get(file)
  if (known) return known
  const reading = readFile(file).then(
    (bytes) => ({ bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }),
    (error: unknown) => {
      files.delete(file)
      throw new AppError('not_found', path, { cause: error })
    },
  )
  files.set(file, reading)
  return reading
}

function chooseEncoding(accepted = ''): Encoding {
  const names = accepted.split(',').map((part) => part.trim())
  const found = (['br', 'gzip'] as const).find((encoding) =>
    names.some((name) => name === encoding || (name.startsWith(`${encoding};`) && !/;\s*q=0(\.0*)?$/.test(name))),
  )
  return found ?? 'identity'
}
