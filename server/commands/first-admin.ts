import { randomBytes } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import type { SettingsFile } from '../../shared/settings-file.ts'
import { contextWords, problemOfPassword } from '../auth/password-policy.ts'
import { rescueByOperator } from '../auth/team/rescue-by-operator.ts'
import type { Deps } from '../deps.ts'
import type { FirstAdmin } from '../settings-file/first-account.ts'
import { StartError } from '../start-error.ts'

/**
 * Who gets the account that a file makes: named by the command or the file. The password comes from the environment
 * (PORTAL_PASSWORD) or the prompt; without either, a link to choose one is made afterwards.
 *
 * @throws StartError for no address, or a password that cannot be used.
 */
export async function firstAdmin(
  deps: Pick<Deps, 'hasher'>,
  given: { email: string | undefined; name: string | undefined },
  file: SettingsFile,
  askPassword: (question: string) => Promise<string | undefined>,
): Promise<FirstAdmin & { hasPassword: boolean }> {
  const email = given.email ?? file.admin?.email
  if (email === undefined) {
    throw new StartError('There is no account yet. Say whose it will be: --admin-email, or "admin": { "name", "email" } in the file.')
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new StartError(`"${email}" is not an e-mail address.`)
  const name = given.name ?? file.admin?.name ?? email.slice(0, email.indexOf('@'))
  const typed = process.env['PORTAL_PASSWORD'] ?? (await askPassword(`Password of ${email} (empty: by a link): `))
  if (!typed) return { name, email, passwordHash: await deps.hasher.hash(randomBytes(32).toString('base64url')), hasPassword: false }
  const words = contextWords(file.account?.name ?? '', name, email)
  const problem = problemOfPassword(typed, { minChars: limits.passwordMinChars, words })
  if (problem)
    throw new StartError(
      `The password cannot be used (${problem}): at least ${limits.passwordMinChars} characters, none that is common or holds a name.`,
    )
  return { name, email, passwordHash: await deps.hasher.hash(typed), hasPassword: true }
}

/** How the first admin gets a password. */
export async function linkForAdmin(deps: Deps, email: string): Promise<string> {
  const link = await rescueByOperator(deps, email, { resetSecondFactor: false })
  return `Whoever opens this chooses the password. It works once, within 24 hours:\n  ${link ?? ''}`
}
