import type { AgentMessageBody, Inbox, StaffMessage, ThreadDetail, ThreadPage, ThreadSummary } from '../../../shared/threads.ts'
import type { StaffClient } from './client.ts'

/** Which threads the list shows. */
export interface ThreadFilter {
  inboxId?: string
  state: 'open' | 'closed' | 'all'
  q?: string
}

/** What the server made of a message of an agent. */
export interface AgentMessageResult {
  message: StaffMessage
  thread: ThreadSummary
}

/** All inboxes with their counts, in the order of the account. */
export async function listInboxes(client: StaffClient, signal?: AbortSignal): Promise<Inbox[]> {
  const answer = await client.send<{ inboxes: Inbox[] }>({ path: '/inboxes', ...(signal ? { signal } : {}) })
  return answer.inboxes
}

/** A page of threads, newest message first. */
export function listThreads(
  client: StaffClient,
  filter: ThreadFilter,
  page: { after?: string; limit?: number },
  signal: AbortSignal,
): Promise<ThreadPage> {
  return client.send({ path: '/threads', query: { ...filter, ...page }, signal })
}

/** A thread with its newest messages, oldest first; `before` gives older ones. */
export function findThread(client: StaffClient, threadId: string, before: string | undefined, signal?: AbortSignal): Promise<ThreadDetail> {
  return client.send({ path: `/threads/${threadId}`, query: { before }, ...(signal ? { signal } : {}) })
}

/** Sends a reply, or keeps a note, in a thread. The same key never makes a second message. */
export function writeInThread(
  client: StaffClient,
  threadId: string,
  body: AgentMessageBody,
  idempotencyKey: string,
): Promise<AgentMessageResult> {
  return client.send({ method: 'POST', path: `/threads/${threadId}/messages`, body, idempotencyKey })
}

/** Marks everything in the thread as seen by the team. */
export function markThreadRead(client: StaffClient, threadId: string): Promise<void> {
  return client.send({ method: 'PUT', path: `/threads/${threadId}/read-state`, body: {} })
}
