import type { Browser } from 'playwright-core'

/** A picture and what is written below it. */
export interface Picture {
  title: string
  png: Buffer
}

/** All pictures small on one sheet, in their order. */
export async function makeContactSheet(browser: Browser, pictures: readonly Picture[], width: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height: 1000 } })
  const figures = pictures.map(
    ({ title, png }) => `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${title}</figcaption></figure>`,
  )
  await page.setContent(`<!doctype html><style>
    body { margin: 24px; display: grid; grid-template-columns: repeat(auto-fill, minmax(400px, 1fr)); gap: 24px; background: #d9dce2; font: 14px system-ui }
    figure { margin: 0 }
    img { display: block; inline-size: 100%; block-size: 300px; object-fit: contain; object-position: top left; }
    figcaption { padding-block-start: 6px }
  </style>${figures.join('')}`)
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  const sheet = await page.screenshot({ fullPage: true })
  await page.close()
  return sheet
}
