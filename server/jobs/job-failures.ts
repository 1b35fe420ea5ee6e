/** Thrown by a job that no later attempt can save: it is given up at once. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure'
}

/** Thrown by a job whose turn has not come yet. It runs again later, and this run does not count as an attempt. */
export class RunLater extends Error {
  override readonly name = 'RunLater'
  readonly seconds: number

  constructor(seconds: number, reason: string) {
    super(reason)
    this.seconds = seconds
  }
}
