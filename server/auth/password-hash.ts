/** Argon2id in a bounded pool. */
export interface PasswordHasher {
  /** @returns the PHC string. @throws AppError `busy` when the queue is full. */
  hash: (password: string) => Promise<string>
  /** Compares in constant time. With `null` (no such account) the same work is done and the answer is false. @throws AppError `busy`. */
  verify: (password: string, stored: string | null) => Promise<boolean>
}
