import type { TicketSummary } from '../../shared/tickets.ts'
import { fold } from '../db/fold.ts'
import { placedWords, type SearchWord } from './search-words.ts'

export type Snippet = NonNullable<TicketSummary['snippet']>

/** A place in the original text where a word stands that was searched for. */
interface Hit {
  from: number
  to: number
  /** Which one. */
  index: number
}

/** Shown before the first mark, and in all. */
const leadMaxChars = 50
const snippetMaxChars = 180
/** Of a text that is nothing but hits. */
const hitsMax = 1000

/**
 * The part of a text where most of the words stand, with marks on them.
 *
 * @returns undefined when none does; `words`: how many different ones it holds.
 */
export function makeSnippet(text: string, words: readonly SearchWord[]): { snippet: Snippet; words: number } | undefined {
  const hits = findHits(text, words)
  let best: { first: Hit; words: number } | undefined
  for (const [at, first] of hits.entries()) {
    const found = new Set<number>()
    for (let next = at; next < hits.length; next += 1) {
      const hit = hits[next]
      if (!hit || hit.to > first.from + snippetMaxChars - leadMaxChars) break
      found.add(hit.index)
    }
    found.add(first.index)
    if (!best || found.size > best.words) best = { first, words: found.size }
    if (best.words === words.length) break
  }
  return best && { snippet: cutOut(text, best.first, hits), words: best.words }
}

function findHits(text: string, words: readonly SearchWord[]): Hit[] {
  const hits: Hit[] = []
  for (const { 0: chunk, index: start } of text.matchAll(/\S+/g)) {
    const folded = fold(chunk)
    if (!words.some(({ word }) => folded.includes(word))) continue
    for (const placed of placedWords(folded)) {
      for (const [index, { word, isPrefix }] of words.entries()) {
        if (isPrefix ? !placed.word.startsWith(word) : placed.word !== word) continue
        const end = isPrefix ? placed.from + word.length : placed.to
        const [from, to] = unfold(chunk, folded, placed.from, end)
        hits.push({ from: start + from, to: start + to, index })
        if (hits.length >= hitsMax) return hits
      }
    }
  }
  return hits
}

const graphemes = new Intl.Segmenter()

/** Where a range of the folded text stands in the original: folding may join or split characters. */
function unfold(chunk: string, folded: string, from: number, to: number): [number, number] {
  if (folded.length === chunk.length && chunk.normalize('NFKC') === chunk) return [from, to]
  let at = 0
  let start = -1
  for (const { segment, index } of graphemes.segment(chunk)) {
    const next = at + fold(segment).length
    if (start === -1 && next > from) start = index
    if (start !== -1 && next >= to) return [start, index + segment.length]
    at = next
  }
  return [Math.max(start, 0), chunk.length]
}

function cutOut(text: string, first: Hit, hits: readonly Hit[]): Snippet {
  const start = startOf(text, first)
  const end = Math.max(endOf(text, Math.min(start + snippetMaxChars, text.length)), first.to)
  let cut = start > 0 ? '…' : ''
  // Place of each character of the original in what is shown; blanks and line ends become one blank.
  const places: number[] = []
  for (let at = start; at < end; at += 1) {
    places.push(cut.length)
    const character = text.charAt(at)
    if (!/\s/.test(character)) cut += character
    else if (!cut.endsWith(' ')) cut += ' '
  }
  places.push(cut.length)
  const marks: [number, number][] = []
  for (const hit of hits) {
    if (hit.from < start || hit.to > end) continue
    const [from, to] = [places[hit.from - start] ?? 0, (places[hit.to - 1 - start] ?? 0) + 1]
    const last = marks.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else marks.push([from, to])
  }
  return { text: end < text.length ? `${cut}…` : cut, marks }
}

/** At the beginning of a word somewhat before the hit. */
function startOf(text: string, { from }: Hit): number {
  if (from <= leadMaxChars) return text.length - text.trimStart().length
  const lead = text.slice(from - leadMaxChars, from)
  const blank = /\s\S/.exec(lead)
  const start = blank ? from - leadMaxChars + blank.index + 1 : from - leadMaxChars
  return isLowSurrogate(text, start) ? start - 1 : start
}

/** At the end of a word not much before the place. */
function endOf(text: string, end: number): number {
  if (end >= text.length) return text.trimEnd().length
  const tail = /\s\S*$/.exec(text.slice(Math.max(end - 30, 0), end))
  const cut = tail ? end - tail[0].length : end
  return isLowSurrogate(text, cut) ? cut - 1 : cut
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
