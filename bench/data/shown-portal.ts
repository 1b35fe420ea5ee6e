import { openDatabase } from '../../server/db/open.ts'
import { accountId, portals } from './people.ts'

/** What the rare tickets are narrowed by. */
export interface Rare {
  pipelineId: string
  stageIds: string[]
}

/**
 * Adds, unless it is there, the portal of the large account that shows pipelines and stages, so that its list can be narrowed
 * by them. Do it before the server starts.
 *
 * @returns the pipeline that one ticket of fifty is in, and its stages.
 */
export async function addShownPortal(databaseUrl: string): Promise<Rare> {
  const { db } = openDatabase(databaseUrl)
  try {
    const all = await db.selectFrom('portal').selectAll().where('account_id', '=', accountId).execute()
    const company = all.find(({ key }) => key === portals.company)
    if (!company) throw new Error(`There is no portal ${portals.company}.`)
    if (!all.some(({ key }) => key === portals.shown)) {
      const own = { key: portals.shown, slug: portals.shown.replaceAll('_', '-'), id: 'benchportalshown00000000' }
      const shown = { status_display: 'stages', shown_properties: '["ticket.pipeline"]' } as const
      await db
        .insertInto('portal')
        .values({ ...company, ...own, ...shown })
        .execute()
    }
    const pipeline = await db
      .selectFrom('pipeline')
      .select('id')
      .where('account_id', '=', accountId)
      .where('name', '=', 'Repairs')
      .executeTakeFirstOrThrow()
    const stages = await db
      .selectFrom('stage')
      .select('id')
      .where('account_id', '=', accountId)
      .where('pipeline_id', '=', pipeline.id)
      .execute()
    return { pipelineId: pipeline.id, stageIds: stages.map(({ id }) => id) }
  } finally {
    await db.destroy()
  }
}
