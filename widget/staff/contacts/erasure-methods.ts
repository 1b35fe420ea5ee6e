import type { ErasureMethod } from '../../../shared/own-data.ts'

/** How a person can be deleted, the milder way first. */
export const erasureMethodNames: readonly ErasureMethod[] = ['anonymise', 'delete']
