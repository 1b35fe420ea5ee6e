import type { HistoryGroup, HistoryPage } from '../../../shared/history.ts'
import type { StaffClient } from './client.ts'

/** A page of what happened in the account, newest first. */
export function listHistory(
  client: StaffClient,
  { group, after, limit }: { group: HistoryGroup | 'all'; after: string | undefined; limit: number | undefined },
  signal: AbortSignal,
): Promise<HistoryPage> {
  return client.send({ path: '/history', query: { group, after, limit }, signal })
}
