import { z, type RouteConfig } from '@hono/zod-openapi'
import { errorStatus, fieldErrorCodes, type ErrorCode } from '../../shared/errors.ts'

const errorBody = z
  .object({
    code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
    fields: z.record(z.string(), z.enum(fieldErrorCodes)).optional(),
    requestId: z.string(),
  })
  .openapi('Error')

type Responses = RouteConfig['responses']

/** A JSON answer of a route. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** A JSON body of a route. A wrong content type is refused. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** The error answers of a route, for its contract: every code it can give, grouped by status. */
export function errors(...codes: ErrorCode[]): Responses {
  const answers: Responses = {}
  for (const code of [...codes, 'invalid_request', 'internal'] as const) {
    const status = String(errorStatus[code])
    const known = answers[status]
    const description = known && 'description' in known ? `${known.description}, ${code}` : code
    answers[status] = { description, content: { 'application/json': { schema: errorBody } } }
  }
  return answers
}
