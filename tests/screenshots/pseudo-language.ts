const accented: Record<string, string> = {
  ...{ a: 'á', b: 'ḃ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ğ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ṁ' },
  ...{ n: 'ñ', o: 'ö', p: 'þ', q: 'ǫ', r: 'ř', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
}

/** What a text is given, and where a value will stand in it. */
const kept = /\uE000[^\uE001]*\uE001|\{\w+\}/g

/** Longer by 40 %, every letter accented: what is not translated, and what has no room, shows at once. `\uE000…\uE001` and `{…}` stay as they are. */
export function stretch(text: string): string {
  const letters = text.replaceAll(kept, '').length
  const words = text.replaceAll(new RegExp(`${kept.source}|[a-z]`, 'gi'), (found) =>
    found.length > 1
      ? found
      : found === found.toLowerCase()
        ? (accented[found] ?? found)
        : (accented[found.toLowerCase()] ?? found).toUpperCase(),
  )
  const room = Math.ceil(letters * 0.4)
  return `${words}${room > 0 ? ` ${'ẋ'.repeat(Math.max(1, room - 1))}` : ''}`
}

/** Texts in the pseudo-language: strings stretched, functions that stretch what they say but not what they are given. */
export function inPseudoLanguage(texts: unknown): unknown {
  if (typeof texts === 'string') return stretch(texts)
  if (typeof texts === 'function') {
    return (...given: unknown[]) => {
      const marked = given.map((one) => (typeof one === 'string' ? `\uE000${one}\uE001` : one))
      const said: unknown = Reflect.apply(texts, undefined, marked)
      return typeof said === 'string' ? stretch(said).replaceAll(/[\uE000\uE001]/g, '') : said
    }
  }
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([name, inner]) => [name, inPseudoLanguage(inner)]))
}
