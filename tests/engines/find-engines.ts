import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromeLauncher } from '@web/test-runner-chrome'
import type { BrowserLauncher } from '@web/test-runner'
import { webkitLauncher } from './webkit-launcher.ts'

/**
 * Launcher of Firefox.
 *
 * @throws Error with the command that installs it.
 */
export function firefox(): BrowserLauncher {
  const executablePath = process.env.FIREFOX_PATH ?? findProgram('firefox-esr') ?? findProgram('firefox')
  if (!executablePath) throw new Error('Firefox is missing: apt-get install --no-install-recommends firefox-esr, or set FIREFOX_PATH.')
  // Without a screen no window has the focus, and `:focus` would match nothing; windows that pages open become tabs, or they would keep it.
  const extraPrefsFirefox = { 'focusmanager.testmode': true, 'browser.link.open_newwindow.restriction': 0 }
  const launcher = chromeLauncher({ launchOptions: { browser: 'firefox', executablePath, extraPrefsFirefox }, concurrency: 1 })
  // It would report itself as Chrome.
  launcher.name = 'Firefox'
  return launcher
}

/**
 * Launcher of WebKit.
 *
 * @throws Error with the command that installs it.
 */
export function webkit(): BrowserLauncher {
  const driver = findProgram('WebKitWebDriver')
  const xvfb = findProgram('Xvfb')
  const [miniBrowser] = globSync('/usr/lib{,64}{,/*}/webkit2gtk-*/MiniBrowser')
  if (!driver || !xvfb || !miniBrowser) {
    throw new Error('WebKit is missing: apt-get install --no-install-recommends webkit2gtk-driver xvfb (Linux only).')
  }
  return webkitLauncher({ driver, miniBrowser, xvfb })
}

function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
