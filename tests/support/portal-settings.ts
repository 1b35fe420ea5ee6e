import type { Updateable } from 'kysely'
import type { PortalTable } from '../../server/portal/portal.table.ts'
import type { World } from './world.ts'

/** Sets a portal as an admin would, without the way through the settings page. */
export async function setPortal(world: World, settings: Updateable<PortalTable>, account = world.acme): Promise<void> {
  await world.deps.db
    .updateTable('portal')
    .set(settings)
    .where('account_id', '=', account.accountId)
    .where('id', '=', account.portalId)
    .execute()
}
