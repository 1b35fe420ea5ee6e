import { hash, randomBytes } from 'node:crypto'
import type { BrandImage } from '../../shared/look.ts'
import { type BrandImageType, themeLimits } from '../../shared/theme.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countImages, insertImage, touchImage } from './brand-image.repo.ts'
import type { BrandImageRow } from './brand-image.table.ts'
import { readImageShape } from './image-shape.ts'

/** What an image's address ends with. */
export const imageEndings: Record<BrandImageType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/x-icon': 'ico',
}

/**
 * Keeps an image for the look of the account's portals: what it is its bytes say, and nothing behind its end is kept. The same
 * image again is the one that is there.
 *
 * @throws AppError `image_not_valid`, `image_is_svg`, `image_too_large`, `image_too_many_pixels`, `too_many_images`, `storage_full`.
 */
export async function uploadImage(
  deps: Pick<Deps, 'db' | 'files' | 'now'>,
  accountId: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<BrandImage> {
  const sent = await readAll(body)
  const shape = readImageShape(sent)
  if (!shape) throw new AppError(isSvg(sent) ? 'image_is_svg' : 'image_not_valid')
  const { mediaType, width, height } = shape
  if (Math.max(width, height) > themeLimits.imageMaxPixels || Math.min(width, height) < 1) {
    throw new AppError('image_too_many_pixels', `${width} × ${height}`)
  }
  const bytes = sent.subarray(0, shape.endsAt)
  const row: BrandImageRow = {
    account_id: accountId,
    hash: hash('sha256', bytes),
    media_type: mediaType,
    width,
    height,
    size_bytes: bytes.length,
    store_key: randomBytes(20).toString('hex'),
    created_at: deps.now(),
  }
  const known = await transact(deps.db, (tx) => touchImage(tx, accountId, row.hash, row.created_at))
  if (known) return presentImage(known)
  await deps.files.write(row.store_key, new Blob([new Uint8Array(bytes)]).stream(), themeLimits.imageMaxBytes)
  try {
    const kept = await transact(deps.db, async (tx) => {
      const meanwhile = await touchImage(tx, accountId, row.hash, row.created_at)
      if (meanwhile) return meanwhile
      if ((await countImages(tx, accountId)) >= themeLimits.imagesMax) throw new AppError('too_many_images')
      await insertImage(tx, row)
      return row
    })
    if (kept !== row) await deps.files.remove(row.store_key)
    return presentImage(kept)
  } catch (error) {
    await deps.files.remove(row.store_key)
    throw error
  }
}

function presentImage({ hash: name, media_type, width, height, size_bytes }: BrandImageRow): BrandImage {
  return { url: `/brand/${name}.${imageEndings[media_type]}`, mediaType: media_type, width, height, sizeBytes: size_bytes }
}

/** All of a body that is small enough to be held. */
async function readAll(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    // What is still on its way is given up.
    if (length > themeLimits.imageMaxBytes) throw new AppError('image_too_large', `cut at ${length} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** For the words alone: it is refused either way. */
function isSvg(bytes: Buffer): boolean {
  return /<svg[\s>]/i.test(bytes.toString('utf8', 0, 4096))
}
