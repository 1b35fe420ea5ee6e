type Body = () => void | Promise<void>

interface Mocha {
  describe: (title: string, body: () => void) => void
  it: (title: string, body: Body) => void
  beforeEach: (body: Body) => void
  afterEach: (body: Body) => void
}

/** The test framework that Web Test Runner puts on the page, with types; without `skip` and `only` on purpose. */
export const { describe, it, beforeEach, afterEach } = globalThis as unknown as Mocha
