/** What the help site needs to know of the backend. */
export interface DemoSite {
  /** Origin of the backend, no slash at the end. */
  backend: string
  portalKey: string
  /** Portal of the other account, for the page with two. */
  secondPortalKey: string
}

/** Keys of the demo's portals; everything in the demo that refers to one uses these. */
export const demoPortalKey = 'pk_demo0000000000000000'
export const secondPortalKey = 'pk_demo0000000000000002'

/** What the help site calls itself, and its key, in the tokens that it signs for the first portal. */
export const jwtIssuer = 'https://kvist.example'
export const jwtKid = 'help-site'
