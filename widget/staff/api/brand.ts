import type { Brand, BrandImage, UpdateBrandBody } from '../../../shared/look.ts'
import type { StaffClient } from './client.ts'

/** The look that all portals of the account begin with. */
export function findBrand(client: StaffClient, signal?: AbortSignal): Promise<Brand> {
  return client.send({ path: '/brand', ...(signal ? { signal } : {}) })
}

/** Saves what changed. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function saveBrand(client: StaffClient, body: UpdateBrandBody): Promise<Brand> {
  return client.send({ method: 'PATCH', path: '/brand', body })
}

/** Uploads an image for a logo or a favicon. */
export function uploadImage(client: StaffClient, file: Blob): Promise<BrandImage> {
  return client.sendFile('/brand-images', file)
}
