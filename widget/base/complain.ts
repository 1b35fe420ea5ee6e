import '../start.ts'
import { backendOrigin } from './backend.ts'
import type { Connection } from './connection.ts'

/** Tells whoever builds the page, on the console: there is no such portal, or its list of origins lacks this one. */
export function complain({ portal, portalKey }: Connection): void {
  console.error(
    portal
      ? `[customer portal] The origin ${location.origin} is not allowed to show the portal "${portal.title}". ` +
          `Add ${location.origin} to its allowed origins: ${backendOrigin}/staff/settings`
      : `[customer portal] ${backendOrigin} knows no portal with the key "${portalKey}". Check data-portal or portal="…".`,
  )
}
