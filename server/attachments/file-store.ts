/** Where the bytes of attachments are. One implementation: disk-store.ts. */
export interface FileStore {
  /**
   * Writes a stream under a key that does not exist yet: to a temporary name, synced, then renamed. When the stream fails or is
   * longer than `maxBytes` nothing stays behind.
   *
   * @throws AppError `attachment_too_large`, `attachment_incomplete`, `storage_full`.
   */
  write: (storeKey: string, bytes: ReadableStream<Uint8Array>, maxBytes: number) => Promise<{ sizeBytes: number; sha256: string }>
  /** The bytes as a stream. Rejects when there is no such key. */
  read: (storeKey: string) => Promise<ReadableStream<Uint8Array>>
  /** The first bytes, for sniffing the type. */
  readStart: (storeKey: string, maxBytes: number) => Promise<Uint8Array>
  /** Removes the bytes; a missing key is no error. */
  remove: (storeKey: string) => Promise<void>
  /** Keys last written before `before` (ms since 1970), for the sweep of orphans; temporary files included. */
  listOlderThan: (before: number) => AsyncIterable<string>
}
