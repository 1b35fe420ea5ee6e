import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** An article of the help site. */
export interface Article {
  /** Last part of its address. */
  name: string
  title: string
  topic: string
  summary: string
  /** Trusted: written by us. */
  html: string
}

/** Reads the articles below `articles/`: comments `<!-- key: value -->` on top, HTML after them. */
export function readArticles(): Article[] {
  const folder = join(import.meta.dirname, 'articles')
  return globSync('*.html', { cwd: folder })
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const head = new Map([...text.matchAll(/<!-- (\w+): (.*) -->/g)].map(([, key = '', value = '']) => [key, value]))
      const field = (key: string) => {
        const value = head.get(key)
        if (!value) throw new Error(`${file} has no "${key}" on top`)
        return value
      }
      return {
        name: basename(file, '.html'),
        title: field('title'),
        topic: field('topic'),
        summary: field('summary'),
        html: text.replaceAll(/<!--.*-->\n/g, ''),
      }
    })
}
