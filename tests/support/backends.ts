import type { TestRunnerConfig } from '@web/test-runner'
import type { Deed } from './deeds.ts'
import { forwardTo } from './backend-site.ts'
import type { Fault } from './fault-switch.ts'
import { type WidgetBackend, startWidgetBackend } from './widget-backend.ts'

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number]
type Plugin = NonNullable<TestRunnerConfig['plugins']>[number]

/**
 * Part of the Web Test Runner's configuration: gives the tests in the browser real backends, each with a world of its own.
 * `tests/widget/support/backend.ts` is the other end:
 *
 * - `POST /__backends` starts one and answers `{ id, … }`, what a test must know of its world
 * - `PUT /__backends/{id}/faults` replaces its faults
 * - `GET /__backends/{id}/requests` lists the requests that came
 * - `POST /__backends/{id}/deeds` does what somebody else does meanwhile: `{ name, … }`
 * - `DELETE /__backends/{id}` ends it
 * - `/__backends/{id}/site/…` is the backend itself, same origin as the page: staff pages know no other
 */
export function backends(publicDir: string): { middleware: Middleware; plugin: Plugin } {
  const running = new Map<string, WidgetBackend>()
  let started = 0
  return {
    // Not a plugin's own `serve`: that one comes after the files and sees no bodies.
    middleware: async (context, next) => {
      if (await forwardTo(context, (id) => running.get(id)?.facts.url)) return
      const match = /^\/__backends(?:\/(\d+)(?:\/(\w+))?)?$/.exec(context.path)
      if (!match) return next()
      const [, id, part] = match
      if (id === undefined) {
        const backend = await startWidgetBackend(context.get('Origin') || context.origin, publicDir)
        const newId = String((started += 1))
        running.set(newId, backend)
        context.body = { id: newId, ...backend.facts }
        return
      }
      const backend = running.get(id)
      if (!backend) return context.throw(404, `No backend ${id}.`)
      if (part === 'faults') backend.faults.set((await readJson(context.req)) as Fault[])
      else if (part === 'deeds') context.body = await backend.act((await readJson(context.req)) as Deed)
      else if (part === 'requests') context.body = backend.faults.requests
      else {
        running.delete(id)
        await backend.stop()
      }
      context.status = context.body === undefined ? 204 : 200
    },
    plugin: {
      name: 'backends',
      async serverStop() {
        await Promise.all([...running.values()].map((backend) => backend.stop()))
      },
    },
  }
}

async function readJson(stream: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
