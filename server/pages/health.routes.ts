import { Hono } from 'hono'
import type { AppEnv } from '../deps.ts'

/** For load balancers and monitors: 200 while the database answers. Says nothing about the installation. */
export const healthRoutes = new Hono<AppEnv>().get('/healthz', async (c) => {
  c.header('Cache-Control', 'no-store')
  try {
    await c.var.deps.db.selectFrom('installation').select('name').limit(1).execute()
    return c.json({ status: 'ok' })
  } catch (error) {
    c.var.deps.log.error({ err: error }, 'health: the database does not answer')
    return c.json({ status: 'unavailable' }, 503)
  }
})
