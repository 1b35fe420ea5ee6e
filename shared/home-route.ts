/** What a fragment may begin with: a word that needs no escaping in an address. */
export const homeRoutePattern = /^[a-z0-9][a-z0-9_-]*$/i
