import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Db } from './index.ts'

class Param {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A value that is given when the query runs. Stands where a value of type `T` stands. */
export function param<T>(name: string): T {
  return new Param(name) as unknown as T
}

/** Of each query; rules of portals give one shape each. */
const shapesMax = 500
/** PostgreSQL keeps prepared statements as long as the connection: further ones are sent unnamed. */
const namesMax = 2000

/** Statements that are prepared by name on PostgreSQL. */
const hotSql = new Map<string, string>()

/** The name under which PostgreSQL keeps this statement prepared, or undefined for an ordinary statement. */
export function preparedName(sql: string): string | undefined {
  return hotSql.get(sql)
}

interface Shape {
  sql: string
  query: CompiledQuery
  parameters: readonly unknown[]
}

/** Makes the query of a shape; values that differ from run to run stand in it as `param('name')`. */
type Build<Key extends string, Row> = (db: Db, key: Key) => Compilable<Row>
type Values = Record<string, unknown>

/**
 * A query that is built and compiled once per shape and afterwards only run: building one costs as much as running it.
 * SQLite keeps the prepared statement, PostgreSQL gets it by name.
 *
 * @param name Unique in the source; prefix of the prepared statement's name.
 */
export function hotQuery<Key extends string, Row>(
  name: string,
  build: Build<Key, Row>,
): (db: Db, key: Key, values: Values) => Promise<Row[]> {
  const run = compileOnce(name, build)
  return async function runHotQuery(db, key, values) {
    return (await run(db, key, values)).rows
  }
}

/** The same for a statement that changes rows; it answers how many. */
export function hotWrite<Key extends string>(
  name: string,
  build: Build<Key, unknown>,
): (db: Db, key: Key, values: Values) => Promise<number> {
  const run = compileOnce(name, build)
  return async function runHotWrite(db, key, values) {
    return Number((await run(db, key, values)).numAffectedRows ?? 0)
  }
}

function compileOnce<Key extends string, Row>(name: string, build: Build<Key, Row>) {
  // One cache per dialect would be wrong to share: the compiled text differs.
  const shapesByDb = new WeakMap<object, Map<string, Shape>>()

  return function run(db: Db, key: Key, values: Values): Promise<QueryResult<Row>> {
    const adapter = db.getExecutor().adapter
    let shapes = shapesByDb.get(adapter)
    if (!shapes) shapesByDb.set(adapter, (shapes = new Map()))
    let shape = shapes.get(key)
    if (!shape) {
      const query = build(db, key).compile()
      shape = { sql: query.sql, query, parameters: query.parameters }
      if (shapes.size >= shapesMax) shapes.clear()
      shapes.set(key, shape)
      if (!hotSql.has(query.sql) && hotSql.size < namesMax) hotSql.set(query.sql, `${name}_${hotSql.size}`)
    }
    const parameters = shape.parameters.map((parameter) => (parameter instanceof Param ? valueOf(values, parameter.name) : parameter))
    return db.executeQuery<Row>({ ...shape.query, parameters })
  }
}

function valueOf(values: Record<string, unknown>, name: string): unknown {
  if (!(name in values)) throw new Error(`hot query: no value for "${name}"`)
  return values[name]
}
