import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { makePasswordHasher } from '../auth/password-hash.ts'
import { readConfig } from '../config.ts'
import { createAccount } from '../create-account.ts'
import { makeIds } from '../new-id.ts'
import { openMigrated } from '../open-migrated.ts'
import { StartError } from '../start-error.ts'

const usage = 'create-account --name "Kvist" --admin-name "Maja Berg" --admin-email maja@kvist.example [--slug kvist]'

/** Makes an account. The password is read from the environment (PORTAL_PASSWORD) or from standard input: never from the command line, where others see it. */
export async function run(words: readonly string[]): Promise<void> {
  const values = readOptions(words)
  const name = values.name ?? ''
  const config = readConfig()
  const opened = await openMigrated(config)
  try {
    const password = process.env['PORTAL_PASSWORD'] ?? (await readLine('Password of the administrator: '))
    const deps = { db: opened.db, now: () => new Date().toISOString(), newId: makeIds(), hasher: makePasswordHasher() }
    const { portalKey } = await createAccount(deps, {
      name,
      adminName: values['admin-name'] ?? '',
      adminEmail: values['admin-email'] ?? '',
      password,
      slug:
        values.slug ??
        name
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-|-$/g, ''),
    })
    console.log(`Made the account "${name}". Sign in at ${config.publicUrl}/staff, and switch the portal on under Settings.`)
    console.log(`The portal's key is ${portalKey} .`)
  } finally {
    await opened.db.destroy()
  }
}

function readOptions(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({ args: [...words], options: { name: text, 'admin-name': text, 'admin-email': text, slug: text } }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message}\nUse: ${usage}`, { cause: error })
  }
}

async function readLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}
