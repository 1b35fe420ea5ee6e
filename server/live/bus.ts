/** Tells every process that an account has new events. Carries no content. memory-bus.ts, postgres-bus.ts. */
export interface Bus {
  /** Call after the commit. */
  publish: (accountId: string) => Promise<void>
  /** @returns a function that ends the subscription. */
  subscribe: (listener: (accountId: string) => void) => () => void
  close: () => Promise<void>
}
