import type { Deps } from '../deps.ts'
import type { Bus } from './bus.ts'
import { makeMemoryBus } from './memory-bus.ts'
import { openPostgresBus } from './postgres-bus.ts'

/** The bus that fits the database. @param databaseUrl As for openDatabase. */
export async function openBus(databaseUrl: string | null, log: Deps['log']): Promise<Bus> {
  return databaseUrl !== null && /^postgres(ql)?:/.test(databaseUrl) ? openPostgresBus(databaseUrl, log) : makeMemoryBus()
}
