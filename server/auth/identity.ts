/** What a sign-in method proves about a person. Nothing here has been matched to a contact yet. */
export interface Identity {
  method: 'password'
  /** Stable id at whoever vouches; for `password` our own contact id. */
  subject: string
  email: string
  /** True only when the method vouches for the address. */
  emailVerified: boolean
}
