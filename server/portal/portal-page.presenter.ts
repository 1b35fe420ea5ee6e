import { mailKinds, pageKinds, placeholdersOf, textLanguages, type MailKind, type PageKind } from '../../shared/page-kinds.ts'
import type { DrawnPage, DrawnPages, MailTexts, PageContents, PageTexts, PortalMail, PortalPage } from '../../shared/pages.ts'
import { parseSafeText, safeHref } from '../../shared/safe-text.ts'
import { defaultMail } from '../mail/templates/mail-defaults.ts'
import type { PortalMailRow, PortalPageRow } from './portal-page.table.ts'

const noTexts = { en: null, nb: null }

/** A page as staff edit it; without a row as it came. */
export function presentPage(page: PageKind, row: PortalPageRow | undefined): PortalPage {
  const contents = row ? (JSON.parse(row.contents) as PageTexts) : noTexts
  const template = row?.template ?? 'plain'
  const isEdited = template !== 'plain' || contents.en !== null || contents.nb !== null
  return { page, template, contents, version: row?.version ?? 0, isEdited }
}

/** Every page, in its order. */
export function presentPages(rows: readonly PortalPageRow[]): PortalPage[] {
  return pageKinds.map((page) =>
    presentPage(
      page,
      rows.find((row) => row.page === page),
    ),
  )
}

/** The pages that are not as they came, as the elements draw them. */
export function presentDrawnPages(rows: readonly PortalPageRow[]): DrawnPages {
  const edited = presentPages(rows).filter(({ isEdited }) => isEdited)
  return { pages: Object.fromEntries(edited.map(({ page, template, contents }) => [page, drawPage(template, contents)])) }
}

/** Markup becomes structure here: no element ever parses what staff wrote. */
export function drawPage(template: DrawnPage['template'], contents: PageTexts): DrawnPage {
  const written = textLanguages.flatMap((language) => {
    const text = contents[language]
    return text ? [[language, drawContents(template, text)] as const] : []
  })
  return { template, texts: Object.fromEntries(written) }
}

function drawContents(template: DrawnPage['template'], { title, text, imageUrl, imageAlt, links }: PageContents) {
  return {
    title,
    paragraphs: template === 'plain' ? [] : parseSafeText(text),
    image: template === 'image' && imageUrl !== null ? { url: safeHref(imageUrl) ?? '', alt: imageAlt } : null,
    links: links.flatMap(({ label, url }) => {
      const href = safeHref(url)
      return href === undefined ? [] : [{ label, url: href }]
    }),
  }
}

/** Origins that the pictures of these pages come from. */
export function imageOriginsOf(rows: readonly PortalPageRow[]): string[] {
  const drawn = Object.values(presentDrawnPages(rows).pages)
  return drawn.flatMap(({ texts }) =>
    Object.values(texts).flatMap(({ image }) => (image !== null && URL.canParse(image.url) ? [new URL(image.url).origin] : [])),
  )
}

/** A mail as staff edit it; without a row as it came. */
export function presentMailTexts(mail: MailKind, row: PortalMailRow | undefined): PortalMail {
  const contents = row ? (JSON.parse(row.contents) as MailTexts) : noTexts
  return {
    mail,
    contents,
    defaults: { en: defaultMail(mail, 'en').contents, nb: defaultMail(mail, 'nb').contents },
    placeholders: [...placeholdersOf[mail]],
    version: row?.version ?? 0,
    isEdited: contents.en !== null || contents.nb !== null,
  }
}

/** Every mail, in its order. */
export function presentAllMailTexts(rows: readonly PortalMailRow[]): PortalMail[] {
  return mailKinds.map((mail) =>
    presentMailTexts(
      mail,
      rows.find((row) => row.mail === mail),
    ),
  )
}
