import { parseArgs } from 'node:util'
import { rescueByOperator } from '../auth/team/rescue-by-operator.ts'
import { readConfig } from '../config.ts'
import { makeIds } from '../new-id.ts'
import { openMigrated } from '../open-migrated.ts'
import { StartError } from '../start-error.ts'

const usage = 'staff-link --email maja@kvist.example [--reset-second-factor]'

/** Prints a one-time link to a new password of somebody of the staff: for when no admin can sign in any more. */
export async function run(words: readonly string[]): Promise<void> {
  const { email, resetSecondFactor } = readOptions(words)
  const config = readConfig()
  const opened = await openMigrated(config)
  try {
    const deps = { db: opened.db, config, now: () => new Date().toISOString(), newId: makeIds() }
    const link = await rescueByOperator(deps, email, { resetSecondFactor })
    if (link === undefined) throw new StartError(`Nobody of the staff who can sign in has the address ${email}.`)
    console.log(`Whoever opens this chooses a new password for ${email}. It works once, within 24 hours:\n${link}`)
    if (resetSecondFactor) console.log('Two-step sign-in is off for them, and they were signed out everywhere.')
  } finally {
    await opened.db.destroy()
  }
}

function readOptions(words: readonly string[]): { email: string; resetSecondFactor: boolean } {
  try {
    const options = { email: { type: 'string' }, 'reset-second-factor': { type: 'boolean' } } as const
    const { values } = parseArgs({ args: [...words], options })
    if (values.email === undefined) throw new Error('Whose link? Name the e-mail address.')
    return { email: values.email, resetSecondFactor: values['reset-second-factor'] === true }
  } catch (error) {
    throw new StartError(`${(error as Error).message}\nUse: ${usage}`, { cause: error })
  }
}
