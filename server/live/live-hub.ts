import type { ContactViewer, PreviewViewer, StaffViewer } from '../viewer.ts'

/** Somebody who may hold a stream. */
export type StreamViewer = ContactViewer | PreviewViewer | StaffViewer

/** The open streams of this process. make-live-hub.ts. */
export interface LiveHub {
  /**
   * Opens a stream of server-sent events for a viewer: what happens from now on, or from `lastEventId` on.
   *
   * @param lastEventId The `id` of the last event that the viewer got; undefined for a first visit.
   */
  open: (viewer: StreamViewer, lastEventId: string | undefined) => ReadableStream<Uint8Array>
  /** Closes every stream of these sessions at once, with a last `ended` event. */
  endSessions: (sessionIds: readonly string[]) => void
  /** Tells every stream to reconnect, somewhere else or after the restart, and closes it. */
  close: () => void
}
