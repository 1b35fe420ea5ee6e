/**
 * Fetches a chunk. A browser remembers for as long as the page lives that a module could not be fetched:
 * when the file is there after all, it is asked for under another name. Throws what the browser threw.
 */
export async function loadChunk<Chunk>(load: () => Promise<Chunk>): Promise<Chunk> {
  try {
    return await load()
  } catch (thrown) {
    const [address] = /http\S+\.js/.exec(String(thrown)) ?? []
    if (!address || !(await fetch(address)).ok) throw thrown
    return (await import(`${address}#again`)) as Chunk
  }
}
