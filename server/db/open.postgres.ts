import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparedName } from './hot-query.ts'

const poolMax = 10

/** Sends hot statements by name, so that PostgreSQL plans each once per connection and not once per request. */
class NamingClient extends pg.Client {
  // pg.Client.query has many overloads; the dialect uses this one alone.
  override query(...parameters: unknown[]): never {
    const [text, values] = parameters
    const name = typeof text === 'string' ? preparedName(text) : undefined
    const forwarded = name === undefined ? parameters : [{ name, text, values }]
    // oxlint-disable-next-line typescript/unbound-method -- Reflect.apply gives it its `this`
    return Reflect.apply(super.query, this, forwarded) as never
  }
}

/** PostgreSQL through a pool. */
export function postgresDialect(url: string): PostgresDialect {
  const types: pg.CustomTypesConfig = {
    getTypeParser(oid: number, format?: 'text' | 'binary') {
      // int8 (count, sum of integers) arrives as text otherwise; SQLite gives numbers.
      if (oid === 20 || oid === 1700) return Number
      return pg.types.getTypeParser(oid, format as 'text')
    },
  }
  const pool = new pg.Pool({ connectionString: url, max: poolMax, types, Client: NamingClient })
  // Without a listener a connection that the server ends would end this process. The pool opens a new one by itself.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}
