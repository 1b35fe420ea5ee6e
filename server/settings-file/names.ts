import { listLists } from '../contacts/list.repo.ts'
import type { Db } from '../db/index.ts'
import { listForms } from '../forms/form.repo.ts'
import { listMenus } from '../menus/menu.repo.ts'
import { listDeletedPlaces, listPipelines } from '../tickets/pipeline.repo.ts'

/** What the rows of one kind are called in a file. */
export interface Book {
  nameOf: ReadonlyMap<string, string>
  idOf: ReadonlyMap<string, string>
}

/** What everything that a file names is called. */
export interface Names {
  inboxes: Book
  pipelines: Book
  /** `Pipeline / Stage`. */
  stages: Book
  lists: Book
  menus: Book
  forms: Book
}

/** Where the name of a stage begins. */
export const stageName = (pipeline: string, stage: string) => `${pipeline} / ${stage}`

/** Names of what an account has now. Where two have the same, the second is told apart by a number. */
export async function readNames(db: Db, accountId: string): Promise<Names> {
  const pipelines = await listPipelines(db, accountId)
  const gone = await listDeletedPlaces(db, accountId)
  const places = bookOf(pipelines)
  const stages = pipelines.flatMap((pipeline) =>
    [...bookOf(pipeline.stages.map(({ id, labels }) => ({ id, name: labels['en'] ?? '' }))).nameOf].map(([id, name]) => ({
      id,
      name: stageName(places.nameOf.get(pipeline.id) ?? '', name),
    })),
  )
  return {
    inboxes: bookOf(await listInboxes(db, accountId)),
    pipelines: bookOf(pipelines, gone.pipelines),
    stages: bookOf(
      stages,
      gone.stages.map(({ id, labels }) => ({ id, name: labels['en'] ?? '' })),
    ),
    lists: bookOf(await listLists(db, accountId)),
    menus: bookOf(await listMenus(db, accountId)),
    forms: bookOf((await listForms(db, accountId)).map(({ id, key }) => ({ id, name: key }))),
  }
}

/** The account's inboxes. */
export function listInboxes(db: Db, accountId: string): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('inbox').select(['id', 'name']).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute()
}

/** Names by id and back. What was deleted has a name that nothing answers to. */
export function bookOf(rows: readonly { id: string; name: string }[], gone: readonly { id: string; name: string }[] = []): Book {
  const nameOf = new Map<string, string>()
  const idOf = new Map<string, string>()
  for (const { id, name } of rows) {
    const own = Array.from({ length: rows.length + 1 }, (_, index) => (index === 0 ? name : `${name} (${index + 1})`)).find(
      (one) => !idOf.has(one),
    )
    nameOf.set(id, own ?? name)
    idOf.set(own ?? name, id)
  }
  for (const { id, name } of gone) nameOf.set(id, `${name} (deleted)`)
  return { nameOf, idOf }
}
