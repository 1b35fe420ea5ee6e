import { ConfigError } from './config.ts'
import { StartError } from './start-error.ts'

/** Runs a command. What its user can mend is told in one sentence, anything else whole. @returns the exit code. */
export async function reportFailure(command: () => Promise<void>): Promise<0 | 1> {
  try {
    await command()
    return 0
  } catch (error) {
    const isExpected = error instanceof StartError || error instanceof ConfigError
    console.error(isExpected ? error.message : error)
    return 1
  }
}
