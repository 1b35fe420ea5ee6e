import { reportFailure } from './report-failure.ts'

interface Command {
  summary: string
  /** Loaded when it is run: help must work without a database driver. */
  load: () => Promise<{ run: (words: readonly string[]) => Promise<void> }>
}

const commands: Record<string, Command> = {
  demo: {
    summary: 'build, seed and run the demo: backend and a foreign help site (--reset begins anew)',
    load: () => import('./commands/demo.ts'),
  },
  start: { summary: 'run the backend', load: () => import('./commands/start.ts') },
  migrate: { summary: 'bring the database to the newest schema', load: () => import('./commands/migrate.ts') },
  settings: {
    summary: 'export, compare and import the settings of an account as a file',
    load: () => import('./commands/settings.ts'),
  },
  'create-account': { summary: 'make an account with its administrator and portal', load: () => import('./commands/create-account.ts') },
  'staff-link': {
    summary: 'print a one-time link to a new password of somebody of the staff',
    load: () => import('./commands/staff-link.ts'),
  },
}

/**
 * Runs a command of the command line. What its user can mend is told in one sentence.
 *
 * @returns the exit code.
 */
export async function runCommand(words: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = words
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const isHelp = ['help', '--help', '-h'].includes(name)
    ;(isHelp ? console.log : console.error)(isHelp ? help() : `There is no command "${name}".\n\n${help()}`)
    return isHelp ? 0 : 1
  }
  return reportFailure(async () => {
    const { run } = await command.load()
    await run(rest)
  })
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `customer-portal <command>\n\n${lines.join('\n')}\n\nSettings come from the environment; docs/operate.md lists them.`
}
