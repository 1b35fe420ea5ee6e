/** Every error code the API can answer with, and its HTTP status. Codes are permanent: add, never rename. */
export const errorStatus = {
  invalid_request: 400,
  malformed_json: 400,
  sign_in_failed: 401,
  sign_in_required: 401,
  identity_refused: 401,
  second_factor_required: 401,
  proof_required: 403,
  second_factor_missing: 403,
  session_expired: 401,
  proof_invalid: 401,
  proof_nonce_required: 401,
  not_allowed: 403,
  origin_not_allowed: 403,
  portal_off: 403,
  access_denied: 403,
  registration_off: 403,
  consent_required: 403,
  preview_read_only: 403,
  sign_in_method_off: 403,
  not_found: 404,
  portal_not_found: 404,
  ticket_not_found: 404,
  thread_not_found: 404,
  attachment_not_found: 404,
  form_not_found: 404,
  link_not_valid: 404,
  contact_not_found: 404,
  method_not_allowed: 405,
  ticket_closed: 409,
  changed_meanwhile: 409,
  second_factor_on: 409,
  second_factor_off: 409,
  already_registered: 409,
  already_member: 409,
  last_admin: 409,
  not_on_yourself: 409,
  list_in_use: 409,
  pipeline_in_use: 409,
  stage_in_use: 409,
  option_in_use: 409,
  list_by_rule: 409,
  form_in_use: 409,
  menu_in_use: 409,
  domain_taken: 409,
  form_incomplete: 409,
  body_too_large: 413,
  attachment_too_large: 413,
  too_many_attachments: 409,
  unsupported_media_type: 415,
  attachment_type_refused: 415,
  attachment_incomplete: 400,
  attachment_empty: 400,
  image_not_valid: 415,
  image_is_svg: 415,
  image_too_large: 413,
  image_too_many_pixels: 413,
  too_many_images: 409,
  idempotency_key_reused: 422,
  idempotency_key_required: 400,
  too_many_requests: 429,
  sign_in_locked: 429,
  internal: 500,
  busy: 503,
  storage_full: 507,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Codes for fields that only staff fill in. */
export const staffFieldErrorCodes = ['not_an_origin', 'not_a_host', 'taken', 'twice'] as const
export type StaffFieldErrorCode = (typeof staffFieldErrorCodes)[number]

/** Codes for one input field of an `invalid_request`. */
export const fieldErrorCodes = [
  'required',
  'too_short',
  'too_long',
  'too_many',
  'too_common',
  'too_personal',
  'not_an_email',
  'not_a_choice',
  'not_a_colleague',
  'not_a_url',
  'unknown_field',
  'invalid',
  ...staffFieldErrorCodes,
] as const
export type FieldErrorCode = (typeof fieldErrorCodes)[number]

/** Body of every error answer. */
export interface ErrorBody {
  code: ErrorCode
  /** Input name → what is wrong with it; only with `invalid_request`. */
  fields?: Record<string, FieldErrorCode>
  /** Names this request in the server's log. */
  requestId: string
}
