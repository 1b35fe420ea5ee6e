import { admin, demoPassword } from '../../demo/seed/people.ts'
import type { RunningDemo } from '../../demo/start-demo.ts'
import { demoPortalKey } from '../../demo/site.ts'
import type { PortalSettings, UpdatePortalBody } from '../../shared/portal.ts'
import { StaffClient } from '../support/staff-client.ts'

/** What is set up behind a picture. */
export type PortalChanges = Omit<UpdatePortalBody, 'version'>

/** An administrator at work while pictures are taken. */
export interface Backstage {
  changePortal: (changes: PortalChanges) => Promise<PortalSettings>
  /** Makes a list of nobody. */
  addList: (name: string) => Promise<string>
}

/** Signs one in at the demo. */
export async function openBackstage(demo: RunningDemo): Promise<Backstage> {
  const { url } = demo.backend
  const staff = await new StaffClient((path, init) => fetch(new URL(path, url), init), url).signIn(admin.email, demoPassword)
  const read = async <Answer>(answer: Promise<Response>): Promise<Answer> => {
    const response = await answer
    if (!response.ok) throw new Error(`${response.url}: ${await response.text()}`)
    return (await response.json()) as Answer
  }
  return {
    async changePortal(changes) {
      const { portals } = await read<{ portals: PortalSettings[] }>(staff.get('/portals'))
      const portal = portals.find(({ key }) => key === demoPortalKey)
      return read(staff.json('PATCH', `/portals/${portal?.id}`, { ...changes, version: portal?.version }))
    },
    addList: async (name) => (await read<{ id: string }>(staff.post('/lists', { kind: 'static', name }))).id,
  }
}
