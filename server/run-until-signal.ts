/** Keeps the process running until it is asked to end, then stops what runs. A second signal ends it at once. */
export async function runUntilSignal(stop: () => Promise<void>): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  process.once(signal, () => process.exit(1))
  await stop()
}
