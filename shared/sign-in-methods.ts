/** Ways to sign in with what the portal itself keeps. */
export const signInMethods = ['password', 'magic_link'] as const
export type SignInMethod = (typeof signInMethods)[number]
