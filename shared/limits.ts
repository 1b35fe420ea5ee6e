/** Numbers that the server enforces and the elements know beforehand. The unit is in the name. */
export const limits = {
  subjectMaxChars: 200,
  messageMaxChars: 20_000,
  nameMaxChars: 120,
  emailMaxChars: 254,
  passwordMinChars: 12,
  /** What a portal may ask for as the shortest password. */
  passwordMinCharsMin: 8,
  passwordMinCharsMax: 64,
  passwordMaxChars: 256,
  searchMaxChars: 200,
  pageSizeDefault: 25,
  pageSizeMax: 100,
  attachmentMaxBytes: 25 * 1024 * 1024,
  attachmentsPerMessageMax: 10,
  fileNameMaxChars: 200,
  jsonBodyMaxBytes: 256 * 1024,
  idempotencyKeyMaxChars: 255,
  allowedOriginsMax: 50,
  homeRouteMaxChars: 40,
  /** Of an account; of a menu; of an item. */
  menusMax: 50,
  menuItemsMax: 12,
  menuLabelMaxChars: 60,
  menuUrlMaxChars: 2000,
  /** Lists whose members a portal lets in. */
  accessListsMax: 20,
  /** What a portal may set: 5 minutes to 30 days without activity, 15 minutes to 90 days in all. */
  sessionIdleSecondsMin: 300,
  sessionIdleSecondsMax: 30 * 24 * 3600,
  sessionAbsoluteSecondsMin: 900,
  sessionAbsoluteSecondsMax: 90 * 24 * 3600,
  consentTextMaxChars: 10_000,
  consentCheckboxMaxChars: 500,
  shownPropertiesMax: 20,
  pipelinesMax: 50,
  stagesPerPipelineMax: 40,
  /** Of a portal, and of one of them. */
  identityProvidersMax: 20,
  jwtKeysMax: 10,
  mailDomainsMax: 200,
  /** Longest token of a host page. */
  jwtMaxChars: 8_192,
  /** Of the filter that a customer sets on the list. */
  listConditionsMax: 10,
} as const

/**
 * Media types that an attachment may have, as sniffed from its bytes (text types: by absence of binary bytes).
 * A download is never rendered in the backend's origin whatever its type.
 */
export const attachmentTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/json',
  'application/zip',
  'application/gzip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/ogg',
] as const
export type AttachmentType = (typeof attachmentTypes)[number]

/** Types that an element may show inline, from a blob of its own: never SVG, never HTML. */
export const inlineImageTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
