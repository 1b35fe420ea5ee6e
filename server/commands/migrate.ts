import { readConfig } from '../config.ts'
import { openMigrated } from '../open-migrated.ts'

/** Brings the database to the newest schema and ends. */
export async function run(): Promise<void> {
  const config = readConfig()
  const opened = await openMigrated(config)
  await opened.db.destroy()
  console.log(`The database (${opened.dialect}) has the newest schema.`)
}
