const address = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@"(),:;<>[\]\\]+$/u

/** Addresses as they are pasted: one a line, with commas or semicolons between, also as `Name <address>`. Each once. */
export function addressesIn(text: string): string[] {
  const parts = text.split(/[\n,;]+/).map((part) => (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim())
  return [...new Map(parts.filter(Boolean).map((part) => [part.toLowerCase(), part])).values()]
}

/** Those that are none. */
export function addressProblems(addresses: readonly string[]): string[] {
  return addresses.filter((one) => !address.test(one))
}
