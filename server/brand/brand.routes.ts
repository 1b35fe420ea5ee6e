import { createRoute, z } from '@hono/zod-openapi'
import { brand, brandImage, updateBrandBody } from '../../shared/look.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { findImage } from './brand-image.repo.ts'
import { findBrand, saveBrand } from './save-brand.ts'
import { imageEndings, uploadImage } from './upload-image.ts'

const tags = ['Settings']
const bytes = z.string().openapi({ format: 'binary' })

const show = createRoute({
  method: 'get',
  path: '/brand',
  tags,
  summary: 'The look that all portals of the account begin with',
  responses: { 200: json(brand, 'The brand'), ...errors('sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/brand',
  tags,
  summary: 'Change the look that all portals of the account begin with',
  description: 'Of the theme, what is left out stays.',
  request: { body: jsonBody(updateBrandBody) },
  responses: { 200: json(brand, 'The brand as it is now'), ...errors('changed_meanwhile', 'sign_in_required', 'not_allowed') },
})

const upload = createRoute({
  method: 'post',
  path: '/brand-images',
  tags,
  summary: 'Upload an image for a logo or a favicon',
  description:
    'The raw bytes are the body: PNG, JPEG, WebP, GIF or ICO, up to 1 MB. Anybody can read it; gone a day after nothing shows it.',
  request: { body: { required: true, content: { 'application/octet-stream': { schema: bytes } } } },
  responses: {
    201: json(brandImage, 'Where it is'),
    ...errors(
      'image_not_valid',
      'image_is_svg',
      'image_too_large',
      'image_too_many_pixels',
      'too_many_images',
      'storage_full',
      'sign_in_required',
      'not_allowed',
    ),
  },
})

/** Brand and images, for staff with `portal.settings`. */
export const brandRoutes = makeRouter()
  .openapi(show, async (c) => c.json(await findBrand(c.var.deps.db, requireStaff(c.var.viewer).accountId), 200))
  .openapi(change, async (c) => c.json(await saveBrand(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json')), 200))
  .openapi(upload, async (c) => c.json(await uploadImage(c.var.deps, requireStaff(c.var.viewer).accountId, c.req.raw.body), 201))

const image = createRoute({
  method: 'get',
  path: '/brand/{name}',
  tags: ['portal'],
  summary: 'An image that a portal shows',
  request: { params: z.object({ name: z.string().max(100) }) },
  responses: {
    200: { description: 'The bytes', content: { 'image/*': { schema: bytes } } },
    ...errors('not_found'),
  },
})

/** Uploaded images, for everybody and every page; their address is their content, so they never change. */
export const brandImageRoutes = makeRouter().openapi(image, async (c) => {
  const [hash = '', ending] = c.req.valid('param').name.split('.')
  const found = /^[0-9a-f]{64}$/.test(hash) ? await findImage(c.var.deps.db, hash) : undefined
  if (!found || imageEndings[found.media_type] !== ending) throw new AppError('not_found', 'no image')
  return c.body(await c.var.deps.files.read(found.store_key), 200, {
    'Content-Type': found.media_type,
    'Content-Length': String(found.size_bytes),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'public, max-age=31536000, immutable',
  })
})
