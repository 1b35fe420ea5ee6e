import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Flags for every Chromium that tests start. No sandbox: containers and root have none to offer, and the tests load only our own pages.
 * The rest keeps the browser from asking servers of its maker for anything.
 */
export const chromeFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const installedNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const installedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Path of a Chromium to drive: $CHROME_PATH, an installed one, or the one that came with `npm ci` (Linux x64).
 *
 * @throws Error that names the command which gets one.
 */
export async function findChrome(): Promise<string> {
  const wanted = process.env.CHROME_PATH
  if (wanted) {
    if (!isExecutable(wanted)) throw new Error(`CHROME_PATH is "${wanted}", which is not a program that can be run.`)
    return wanted
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => installedNames.map((name) => join(folder, name)))
  const installed = [...onPath, ...installedPlaces].find(isExecutable)
  if (installed) return installed
  if (process.platform === 'linux' && process.arch === 'x64') return unpackPackagedChromium()
  throw new Error(
    'The tests need Chrome or Chromium and found none. Install one (Debian: `apt-get install chromium`; macOS: `brew install --cask google-chrome`) or set CHROME_PATH.',
  )
}

/**
 * Unpacks the Chromium of @sparticuz/chromium once for each user and version, with the libraries and fonts it needs.
 * It is made in a folder of its own and then moved into place whole, so processes that start at the same time do not meet.
 */
async function unpackPackagedChromium(): Promise<string> {
  const { version } = createRequire(import.meta.url)('../../node_modules/@sparticuz/chromium/package.json') as { version: string }
  const home = join(tmpdir(), `customer-portal-chromium-${version}-${userInfo().uid}`)
  const program = join(home, 'run-chromium')
  if (isExecutable(program)) return program

  const staging = mkdtempSync(`${home}-`)
  try {
    // A child, because the package reads TMPDIR and AWS_LAMBDA_JS_RUNTIME when it is imported and changes LD_LIBRARY_PATH of its process.
    // The variable says "no system libraries here", which makes it bring NSS along.
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
      { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
    )
    // `exec` keeps the process id, so that ending the browser ends the browser and not a shell around it.
    const lines = [
      '#!/bin/sh',
      `export LD_LIBRARY_PATH="${home}/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
      `export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-${home}/fonts}"`,
      `exec "${home}/chromium" "$@"`,
      '',
    ]
    // The package's list of font folders means its own temp folder.
    const fontsConf = join(staging, 'fonts/fonts.conf')
    const fonts = readFileSync(fontsConf, 'utf8').replaceAll('/tmp/fonts', `${home}/fonts`)
    writeFileSync(fontsConf, fonts.replace('<dir>', '<dir>/usr/share/fonts</dir>\n  <dir>'))
    writeFileSync(join(staging, 'run-chromium'), lines.join('\n'), { mode: 0o755 })
    moveIntoPlace(staging, home, program)
    return program
  } catch (error) {
    throw new Error(
      'The Chromium that comes with `npm ci` could not be unpacked. Install one (`apt-get install chromium`) or set CHROME_PATH.',
      {
        cause: error,
      },
    )
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function moveIntoPlace(staging: string, home: string, program: string) {
  try {
    renameSync(staging, home)
  } catch (error) {
    if (isExecutable(program)) return // another process was faster
    if (!existsSync(home)) throw error
    // What stands there is no whole copy: a cleaner of the temp folder took files out of it.
    rmSync(home, { recursive: true, force: true })
    renameSync(staging, home)
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
