import '../start.ts'
import type { PublicPortal } from '../../shared/portal.ts'
import { backendOrigin } from './backend.ts'

/** Tells whoever builds the page, on the console, that its origin is missing from the portal's list. */
export function complainOfOrigin({ title }: PublicPortal): void {
  console.error(
    `[customer portal] The origin ${location.origin} is not allowed to show the portal "${title}". ` +
      `Add ${location.origin} to its allowed origins: ${backendOrigin}/staff/settings`,
  )
}

/** Tells whoever builds the page, on the console, that there is no such portal. */
export function complainOfKey(portalKey: string): void {
  console.error(`[customer portal] ${backendOrigin} knows no portal with the key "${portalKey}". Check data-portal or portal="…".`)
}
