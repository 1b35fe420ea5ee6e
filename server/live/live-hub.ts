/** The open streams of this process. */
export interface LiveHub {
  /** Closes every stream of these sessions at once, with a last `ended` event. */
  endSessions: (sessionIds: readonly string[]) => void
  close: () => void
}
