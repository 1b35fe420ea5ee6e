import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../support/stage.ts'

/** A file of ours: path from the root with forward slashes, and its text. */
export interface SourceFile {
  path: string
  text: string
}

/** Every TypeScript file below the folders, in the order of their paths. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.{ts,mts,mjs,js}`),
    { cwd: root, exclude: (path) => path.includes('node_modules') },
  )
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** One import or re-export of a file. */
export interface Import {
  from: string
  /** As written: `lit`, `../shared/limits.ts`. */
  specifier: string
  /** Path of the file meant, when it is one of ours. */
  target: string | undefined
  isTypeOnly: boolean
  isLazy: boolean
}

// Statements only begin a line, so a specifier inside a text or a comment is not taken for an import.
const statement = /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\bfrom\s+)?['"]([^'"]+)['"]/gm
const lazyImport = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Every import and re-export of a file, `import()` included; types named by `import('…')` in a type position count as lazy. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const resolve = (specifier: string) => (specifier.startsWith('.') ? join(dirname(path), specifier).replaceAll('\\', '/') : undefined)
  const found: Import[] = []
  for (const [whole, type, specifier = ''] of text.matchAll(statement)) {
    const names =
      /\{([^}]*)\}/
        .exec(whole)?.[1]
        ?.split(',')
        .filter((name) => name.trim() !== '') ?? []
    const isTypeOnly = Boolean(type) || (names.length > 0 && !/\}.*,|,\s*\{/.test(whole) && names.every((name) => /^\s*type\s/.test(name)))
    found.push({ from: path, specifier, target: resolve(specifier), isTypeOnly, isLazy: false })
  }
  for (const [, specifier = ''] of text.matchAll(lazyImport)) {
    found.push({ from: path, specifier, target: resolve(specifier), isTypeOnly: false, isLazy: true })
  }
  return found
}
