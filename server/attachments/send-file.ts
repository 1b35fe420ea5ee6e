import type { Context } from 'hono'
import { inlineImageTypes } from '../../shared/limits.ts'
import type { AppEnv } from '../deps.ts'
import type { StoredAttachment } from './attachment.repo.ts'

/**
 * The bytes of a file, in a form that nothing runs in our origin: saved and not shown, never sniffed, in a sandbox of
 * its own should it be shown after all. Only pictures keep their type.
 */
export async function sendFile(c: Context<AppEnv>, file: StoredAttachment): Promise<Response> {
  const body = await c.var.deps.files.read(file.store_key)
  return c.body(body, 200, {
    'Content-Type': inlineImageTypes.includes(file.media_type) ? file.media_type : 'application/octet-stream',
    'Content-Length': String(file.size_bytes),
    'Content-Disposition': `attachment; filename*=UTF-8''${encode(file.file_name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  })
}

/** RFC 8187 §3.2: encodeURIComponent leaves `'()*` alone, which are not attr-char. */
function encode(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
