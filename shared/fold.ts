/** Text as it is compared: compatibility forms joined, lower case. Made in JavaScript, so that both databases agree. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
