import type { NewSecondFactor, RecoveryCodes } from '../../../shared/second-factor.ts'
import { codeOf } from '../support/totp.ts'
import type { StaffPage } from './staff-page.ts'

/** Gives somebody a second factor as another browser of theirs would, and signs them out again. `skipped`: seconds that the server's clock is ahead. */
export async function giveSecondFactor(page: StaffPage, name = 'agent', skipped = 0): Promise<{ secret: string; recoveryCodes: string[] }> {
  const ask = async (method: string, path: string, body: unknown) => {
    const response = await page.ask(path, { method, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response
  }
  await ask('POST', '/session', { email: page.backend.emails[name], password: page.backend.password })
  const { secret } = (await (await ask('POST', '/second-factor', {})).json()) as NewSecondFactor
  const confirmed = await ask('PUT', '/second-factor/confirmation', { code: await codeOf(secret, skipped) })
  const { recoveryCodes } = (await confirmed.json()) as RecoveryCodes
  await ask('DELETE', '/session', {})
  // The code that confirmed it is used: the next is good a little later.
  await page.backend.act({ name: 'advanceClock', seconds: 60 })
  return { secret, recoveryCodes }
}
