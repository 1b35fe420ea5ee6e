import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The root of the checkout; every stage runs there, wherever the command was given. */
export const root = join(import.meta.dirname, '../..')

/** One command of the checks or the tests. */
export interface Stage {
  name: string
  /** Command line, split at spaces; found in node_modules/.bin first. */
  command: string
  /** A test runner writes `TestCounts` to the file named by TEST_RESULTS; any other command counts as one. */
  countsTests?: boolean
}

/** What a test runner tells of its run. */
export interface TestCounts {
  passed: number
  failed: number
  /** Each failed test by its full name, with the first lines of what was wrong. */
  failures: string[]
}

export interface StageResult extends TestCounts {
  name: string
  ok: boolean
  seconds: number
  /** What the command printed, when it was not shown as it came. */
  output: string
}

/** Runs one stage; `live` shows what it prints as it comes, else it is kept in `output`. */
export async function runStage(stage: Stage, live: boolean): Promise<StageResult> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'portal-stage-'))
  const resultsFile = join(folder, 'results.json')
  const [command = '', ...words] = stage.command.split(' ')
  const child = spawn(command, words, {
    cwd: root,
    env: {
      ...process.env,
      PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH,
      ...(stage.countsTests ? { TEST_RESULTS: resultsFile } : {}),
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    },
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const exitCode = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`
      resolve(127)
    })
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)))
  })
  const counts = stage.countsTests ? readCounts(resultsFile) : { passed: exitCode === 0 ? 1 : 0, failed: 0, failures: [] }
  rmSync(folder, { recursive: true, force: true })
  // A runner that fell over before it could count is one failure, never none.
  const failed = exitCode !== 0 && counts.failed === 0 ? 1 : counts.failed
  const seconds = (performance.now() - startedAt) / 1000
  return { ...counts, name: stage.name, ok: exitCode === 0 && failed === 0, failed, seconds, output }
}

/** The closing line of every run: `12 passed, 0 failed`. */
export function summarize(results: StageResult[]): string {
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}

/** Tells a runner's results to the stage that started it; without one there is nobody to tell. */
export function reportCounts(counts: TestCounts): void {
  if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify(counts))
}

function readCounts(file: string): TestCounts {
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as TestCounts)
    : { passed: 0, failed: 1, failures: ['The runner ended before it could count.'] }
}
