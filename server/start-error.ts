/** Something the person at the terminal can mend. Its message is one sentence that says what and how. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
