import { crc32 } from 'node:zlib'

/**
 * Files of a ZIP archive by their names, read along its directory as other programs do, each with its checksum looked at.
 *
 * @throws Error when something in it does not fit.
 */
export function unzip(archive: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error('no end of an archive')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('no entry of the directory')
    const [crc, size, nameLength, start] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ]
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength))
    if (view.getUint32(start, true) !== 0x04034b50) throw new Error(`${name} is not where it should be`)
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    const bytes = archive.subarray(from, from + size)
    if (crc32(bytes) !== crc) throw new Error(`${name} is broken`)
    files.set(name, bytes)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return files
}

/** All that an archive says, as one text. */
export function textOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([name, bytes]) => `${name}\n${new TextDecoder().decode(bytes)}`).join('\n')
}
