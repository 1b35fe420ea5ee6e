/** Tables that belong to no account, and why. */
const unscoped = new Set([
  'installation', // the installation's own
  'migration', // likewise
  'throttle', // counts sign-ins before anybody knows whose they are
])

/**
 * Fails when a statement touches a table of accounts without naming `account_id`: it would reach across accounts.
 *
 * @throws Error with the statements.
 */
export function requireAccountScope(statements: Iterable<string>): void {
  const guilty = [...new Set(statements)].filter((statement) => {
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(statement) || /\baccount_id\b/.test(statement)) return false
    const tables = [...statement.matchAll(/\b(?:from|into|update|join)\s+"?(?!set\b)(\w+)"?/gi)].map((match) => match[1] ?? '')
    // The account itself is found by its id.
    if (tables.every((table) => unscoped.has(table) || table === 'account')) return false
    return tables.length > 0
  })
  if (guilty.length > 0) throw new Error(`statements without account_id:\n${guilty.join('\n')}`)
}
