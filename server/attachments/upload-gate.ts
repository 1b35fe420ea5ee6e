import type { Timestamp } from '../db/index.ts'
import { AppError } from '../errors.ts'

const windowSeconds = 600
/** Uploads of one session in ten minutes; a form holds ten files. */
const perWindowMax = 120
/** Uploads of one session at the same time. */
const inFlightMax = 20

interface Uploads {
  windowEndsAt: number
  started: number
  inFlight: number
}

/** Counts the uploads of each session in this process. */
export interface UploadGate {
  /**
   * @returns a function that ends the upload.
   * @throws AppError `too_many_requests`.
   */
  enter: (sessionId: string, now: Timestamp) => () => void
}

/** Slows down whoever uploads and throws away in a loop. What stays on disk is bounded by the quota of drafts, not here. */
export function makeUploadGate(): UploadGate {
  const uploadsBySession = new Map<string, Uploads>()
  return {
    enter(sessionId, now) {
      const nowMs = Date.parse(now)
      forget(uploadsBySession, nowMs)
      let uploads = uploadsBySession.get(sessionId)
      if (!uploads) uploadsBySession.set(sessionId, (uploads = { windowEndsAt: nowMs + windowSeconds * 1000, started: 0, inFlight: 0 }))
      if (uploads.inFlight >= inFlightMax) throw new AppError('too_many_requests', 'uploads in flight', { retryAfterSeconds: 5 })
      if (uploads.started >= perWindowMax) {
        throw new AppError('too_many_requests', 'uploads', { retryAfterSeconds: (uploads.windowEndsAt - nowMs) / 1000 })
      }
      const mine = uploads
      mine.started += 1
      mine.inFlight += 1
      return () => {
        mine.inFlight -= 1
      }
    },
  }
}

function forget(uploadsBySession: Map<string, Uploads>, nowMs: number): void {
  for (const [sessionId, uploads] of uploadsBySession) {
    if (uploads.windowEndsAt > nowMs) continue
    if (uploads.inFlight === 0) uploadsBySession.delete(sessionId)
    else Object.assign(uploads, { windowEndsAt: nowMs + windowSeconds * 1000, started: uploads.inFlight })
  }
}
