/** The word that was probably meant, or undefined when none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const asked = word.slice(0, 60).toLowerCase()
  const [nearest] = known
    .map((one) => ({ one, away: distance(asked, one.toLowerCase()) }))
    .filter(({ one, away }) => away <= Math.max(2, Math.floor(one.length / 3)))
    .sort((a, b) => a.away - b.away)
  return nearest?.one
}

/** How many letters have to be put, taken or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= b.length; at += 1) {
      next.push(Math.min((row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (row[at - 1] ?? 0) + (letter === b[at - 1] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
