import { hash } from 'node:crypto'
import { fold } from '../db/fold.ts'

/**
 * Words as the search index knows them. Both databases get the same ones, split here, so that a search finds the same in both.
 * What is split otherwise from one version to the next needs a migration that fills the index anew.
 */

const wordMaxChars = 40
const queryWordsMax = 32

/** Letters, digits and marks of any script. */
const run = /[\p{L}\p{N}\p{M}]+/gu
/** Scripts that write words without blanks: they are searched by pairs of characters. */
const spaceless = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}'
const hasSpaceless = new RegExp(`[${spaceless}]`, 'u')
const stretch = new RegExp(`([${spaceless}]+)|[^${spaceless}]+`, 'gu')

/** Written before a ticket's own number. Folding leaves no such character in a text, so it cannot be a word of one. */
const numberSign = '№'

/** Where a word stands in a folded text. */
interface PlacedWord {
  word: string
  from: number
  to: number
}

/** The words of a folded text with their places. Of scripts without blanks each pair of characters, and each last one. */
export function* placedWords(folded: string): Generator<PlacedWord> {
  for (const { 0: text, index } of folded.matchAll(run)) {
    if (!hasSpaceless.test(text)) {
      yield { word: cut(text), from: index, to: index + text.length }
      continue
    }
    for (const { 0: part, 1: pairs, index: offset } of text.matchAll(stretch)) {
      const start = index + offset
      if (pairs === undefined) yield { word: cut(part), from: start, to: start + part.length }
      else yield* placedPairs(pairs, start)
    }
  }
}

function* placedPairs(text: string, start: number): Generator<PlacedWord> {
  const characters = Array.from(text)
  let from = start
  for (const [index, character] of characters.entries()) {
    const word = character + (characters[index + 1] ?? '')
    yield { word, from, to: from + word.length }
    from += character.length
  }
}

function cut(word: string): string {
  return word.length <= wordMaxChars ? word : Array.from(word).slice(0, wordMaxChars).join('')
}

/** The different words of a text. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const { word } of placedWords(fold(text))) words.add(word)
  return words
}

/** The words by which a ticket is found without its messages. */
export function headWords(ticket: { number: number; subject: string }): Set<string> {
  return wordsOf(ticket.subject)
    .add(String(ticket.number))
    .add(numberSign + ticket.number)
}

/** A word that is searched for; `isPrefix`: any word that begins so. */
export interface SearchWord {
  word: string
  isPrefix: boolean
}

/**
 * The words that a ticket must have: the last one may be half written, `#17` is the ticket with this number. At most 32.
 *
 * @returns an empty list for a text without letter or digit: it finds nothing.
 */
export function readSearch(text: string): SearchWord[] {
  const folded = fold(text).trim()
  const found = new Map<string, boolean>()
  for (const part of folded.split(/\s+/)) {
    const number = /^#(\d{1,15})$/.exec(part)?.[1]
    if (number !== undefined) found.set(numberSign + Number(number), false)
    else {
      const words = [...placedWords(part)]
      // The last character alone is in the pair before it; alone it stands for any pair that it begins.
      const kept = words.filter(({ word, from }, index) => !(isSingle(word) && index > 0 && words[index - 1]?.to === from + word.length))
      for (const { word } of kept) found.set(word, isSingle(word))
    }
  }
  const words = [...found].slice(0, queryWordsMax).map(([word, isPrefix]) => ({ word, isPrefix }))
  const last = words.at(-1)
  if (last && !last.word.startsWith(numberSign)) last.isPrefix = true
  return words
}

function isSingle(word: string): boolean {
  return word.length <= 2 && hasSpaceless.test(word) && Array.from(word).length === 1
}

/** A ticket's words by where they stand. */
export interface DocumentWords {
  head: ReadonlySet<string>
  /** Of the newest visible thread. */
  newest: ReadonlySet<string>
  /** Of the visible threads before it. */
  earlier: ReadonlySet<string>
}

/** Somebody whose list a ticket is in: a contact, a company, or everybody who sees the whole account. */
export type Scope = `contact ${string}` | `company ${string}` | `account ${string}`

/** Four characters for a scope. Two may share them: what the index finds is looked at through the visibility rule. */
function codeOf(scope: Scope): string {
  const codes = 36 ** 4
  return (parseInt(hash('sha256', scope, 'hex').slice(0, 10), 16) % codes).toString(36).padStart(4, '0')
}

/** PostgreSQL takes one megabyte for a document. */
const documentMaxBytes = 900_000

/**
 * What stands in the index for a ticket: each word once per scope, so that a search reads nothing of other scopes, however
 * frequent or however short its words are. `s…` for what every portal shows, `e…` for what stands in earlier threads alone.
 *
 * Of a giant ticket the last words are left out.
 */
export function documentTerms({ head, newest, earlier }: DocumentWords, scopes: readonly Scope[]): string[] {
  const codes = scopes.map(codeOf)
  const terms: string[] = []
  let bytes = 0
  const add = (part: 's' | 'e', word: string) => {
    bytes += (Buffer.byteLength(word) + 5) * codes.length
    if (bytes <= documentMaxBytes) for (const code of codes) terms.push(part + code + word)
  }
  for (const word of head) add('s', word)
  for (const word of newest) if (!head.has(word)) add('s', word)
  for (const word of earlier) if (!head.has(word) && !newest.has(word)) add('e', word)
  return terms
}

/** One word of a search in one scope: any of these terms of the index. */
export interface SearchTerm {
  terms: string[]
  isPrefix: boolean
}

/** What the index is asked for. */
export function searchTerms(words: readonly SearchWord[], scope: Scope, seesEarlier: boolean): SearchTerm[] {
  const code = codeOf(scope)
  return words.map(({ word, isPrefix }) => ({
    terms: seesEarlier ? [`s${code}${word}`, `e${code}${word}`] : [`s${code}${word}`],
    isPrefix,
  }))
}

/** Words as they are kept beside the index, to be tested with `wordPattern`. */
export function storedWords(words: ReadonlySet<string>): string {
  return words.size === 0 ? '' : ` ${[...words].join(' ')} `
}

/** The words that `storedWords` wrote. */
export function readWords(stored: string): Set<string> {
  return new Set(stored.split(' ').filter((word) => word !== ''))
}

/** A pattern for LIKE that finds the word in `storedWords`. */
export function wordPattern({ word, isPrefix }: SearchWord): string {
  return isPrefix ? `% ${word}%` : `% ${word} %`
}
