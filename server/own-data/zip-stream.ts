import { crc32 } from 'node:zlib'

/** One file of an archive. */
export interface ZipEntry {
  /** With `/` between folders. */
  name: string
  bytes: Uint8Array | ReadableStream<Uint8Array>
}

/** From this size on the old fields are too small: ZIP64 (APPNOTE 4.5.3). */
const fieldMax = 0xffff_ffff
const countMax = 0xffff

/**
 * A ZIP archive, written while it is sent: nothing is held but the list of its names. Files are stored as they are, with
 * their lengths behind them (APPNOTE 4.4.4, bit 3); names are UTF-8 (bit 11). One file is smaller than 4 GiB.
 *
 * @param at Time that all of its files carry.
 */
export async function* zipChunks(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  let offset = 0
  const stamp = dosTime(at)
  for await (const { name, bytes } of entries) {
    const start = offset
    const nameBytes = new TextEncoder().encode(name)
    const head = [...u32(0x04034b50), ...common(stamp), ...u32(0), ...u32(0), ...u32(0), ...u16(nameBytes.length), ...u16(0)]
    let [crc, size] = [0, 0]
    yield join(head, nameBytes)
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      crc = crc32(chunk, crc)
      size += chunk.byteLength
      yield chunk
    }
    yield Uint8Array.from([...u32(0x08074b50), ...u32(crc), ...u32(size), ...u32(size)])
    offset += head.length + nameBytes.length + size + 16
    const far = start >= fieldMax
    const extra = far ? [...u16(1), ...u16(8), ...u64(start)] : []
    directory.push(
      join(
        [
          ...u32(0x02014b50),
          ...u16(45),
          ...common(stamp),
          ...[...u32(crc), ...u32(size), ...u32(size), ...u16(nameBytes.length), ...u16(extra.length)],
          ...[...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(far ? fieldMax : start)],
        ],
        nameBytes,
        extra,
      ),
    )
  }
  yield* directory
  const length = directory.reduce((bytes, entry) => bytes + entry.length, 0)
  yield endOf({ count: directory.length, length, offset })
}

/** Version needed, flags, method, time and date: the same in both places where a file is described. */
function common(stamp: number): number[] {
  return [...u16(45), ...u16(0x0808), ...u16(0), ...u32(stamp)]
}

function endOf({ count, length, offset }: { count: number; length: number; offset: number }): Uint8Array {
  const isFar = offset >= fieldMax || count >= countMax
  const far = isFar
    ? [
        ...[...u32(0x06064b50), ...u64(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0)],
        ...[...u64(count), ...u64(count), ...u64(length), ...u64(offset)],
        ...[...u32(0x07064b50), ...u32(0), ...u64(offset + length), ...u32(1)],
      ]
    : []
  const shown = Math.min(count, countMax)
  return join(far, [
    ...[...u32(0x06054b50), ...u16(0), ...u16(0), ...u16(shown), ...u16(shown)],
    ...[...u32(length), ...u32(isFar ? fieldMax : offset), ...u16(0)],
  ])
}

function dosTime(at: Date): number {
  const date = (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return ((date << 16) | (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)) >>> 0
}

function join(...parts: ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function u16(value: number): number[] {
  return [value & 255, (value >>> 8) & 255]
}

function u32(value: number): number[] {
  return [...u16(value & countMax), ...u16(Math.floor(value / 65_536) & countMax)]
}

function u64(value: number): number[] {
  return [...u32(value % 2 ** 32), ...u32(Math.floor(value / 2 ** 32))]
}
