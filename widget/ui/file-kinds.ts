/** Media type → the ending that people know it by. */
const endings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'application/json': 'json',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
}

/** “PNG, JPG, PDF”: the allowed types in words that people know. */
export function kindNames(types: readonly string[]): string {
  return types.map((type) => (endings[type] ?? type).toUpperCase()).join(', ')
}

/**
 * False when the server is sure to refuse the file. It decides by the bytes; browsers often do not know a type,
 * or call a CSV a spreadsheet, so every doubt is left to the server.
 */
export function mayBeAllowed(file: File, types: readonly string[]): boolean {
  if (file.type === '' || file.type === 'application/octet-stream' || types.includes(file.type)) return true
  if (/^text\/(?!html)/.test(file.type)) return types.includes('text/plain')
  const ending = file.name.toLowerCase().split('.').at(-1)
  return types.some((type) => endings[type] === ending)
}
