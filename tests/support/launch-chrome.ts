import { type Browser, type Page, chromium } from 'playwright-core'
import { chromeFlags, findChrome } from './find-chrome.ts'

/** Starts the Chromium of the tests under Playwright. Close it when the tests are over. */
export async function launchChrome(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findChrome(), args: [...chromeFlags, ...flags] })
}

/**
 * Keeps cookies away from every site but the page's own, as browsers with third-party cookies blocked do.
 * Call it on a new page, before it goes anywhere.
 */
export async function blockThirdPartyCookies(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  // No flag does it: the Chromium that npm brings ignores --test-third-party-cookie-phaseout.
  await devtools.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true })
}
