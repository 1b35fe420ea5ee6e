import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { AxeResults } from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong in the parts of a page that match, by WCAG 2.2 A and AA: rule and element of each violation. */
export async function findViolations(page: Page, selector: string): Promise<string[]> {
  // The page's own policy forbids foreign scripts, so axe comes in by the browser's door.
  const results = (await page.evaluate(`(() => { ${source}; return axe.run(${JSON.stringify(selector)}, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { region: { enabled: false } },
  }) })()`)) as AxeResults
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`))
}
