import { createRoute, z } from '@hono/zod-openapi'
import { liveControlKinds, liveEventKinds } from '../../shared/live.ts'
import { AppError } from '../errors.ts'
import { errors } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'

const live = createRoute({
  method: 'get',
  path: '/',
  summary: 'Live updates as server-sent events',
  description:
    `Events: ${liveEventKinds.join(', ')}, with ids only as data; of the stream itself: ${liveControlKinds.join(', ')}. ` +
    'A stream is closed after ten minutes at most; `Last-Event-ID` resumes.',
  request: { headers: z.object({ 'last-event-id': z.string().max(100).optional() }) },
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...errors('sign_in_required', 'session_expired', 'method_not_allowed'),
  },
})

/** The live stream; mounted for contacts and for staff behind their own authentication. */
export const liveRoutes = makeRouter().openapi(live, (c) => {
  const { deps, viewer } = c.var
  if (viewer.kind === 'visitor') throw new AppError('sign_in_required')
  // HEAD comes this way too, and would leave a stream that nobody reads.
  if (c.req.method !== 'GET') throw new AppError('method_not_allowed')
  return c.body(deps.hub.open(viewer, c.req.valid('header')['last-event-id']), 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx holds answers back otherwise.
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  })
})
