import type { BrandImageType } from '../../shared/theme.ts'

/** What the bytes themselves say of an image. */
export interface ImageShape {
  mediaType: BrandImageType
  width: number
  height: number
  /** Where the image ends: whatever comes behind is none of it. */
  endsAt: number
}

const readers = [readPng, readGif, readWebp, readJpeg, readIco]

/**
 * Walks through an image from its first byte to its last.
 *
 * @returns undefined for what is no PNG, JPEG, WebP, GIF or ICO, or is cut off.
 */
export function readImageShape(bytes: Buffer): ImageShape | undefined {
  for (const read of readers) {
    try {
      const shape = read(bytes)
      if (shape && shape.endsAt <= bytes.length) return shape
    } catch {
      // It ends before it should: not one of these.
    }
  }
  return undefined
}

const startsWith = (bytes: Buffer, at: number, text: string) => bytes.toString('latin1', at, at + text.length) === text

function readPng(bytes: Buffer): ImageShape | undefined {
  if (!startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') || !startsWith(bytes, 12, 'IHDR')) return undefined
  const shape = { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } as const
  for (let at = 8; ;) {
    const next = at + 12 + bytes.readUInt32BE(at)
    if (startsWith(bytes, at + 4, 'IEND')) return { ...shape, endsAt: next }
    at = next
  }
}

function readGif(bytes: Buffer): ImageShape | undefined {
  if (!startsWith(bytes, 0, 'GIF87a') && !startsWith(bytes, 0, 'GIF89a')) return undefined
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const skipBlocks = (from: number) => {
    let at = from
    for (let size = bytes.readUInt8(at); size > 0; size = bytes.readUInt8(at)) at += size + 1
    return at + 1
  }
  let at = 13 + tableBytes(bytes.readUInt8(10))
  for (;;) {
    const kind = bytes.readUInt8(at)
    if (kind === 0x3b) return { mediaType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), endsAt: at + 1 }
    if (kind === 0x21) at = skipBlocks(at + 2)
    else if (kind === 0x2c) at = skipBlocks(at + 11 + tableBytes(bytes.readUInt8(at + 9)))
    else return undefined
  }
}

function readWebp(bytes: Buffer): ImageShape | undefined {
  if (!startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return undefined
  const endsAt = 8 + bytes.readUInt32LE(4)
  const sized = (width: number, height: number): ImageShape => ({ mediaType: 'image/webp', width, height, endsAt })
  if (startsWith(bytes, 12, 'VP8X')) return sized(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
  if (startsWith(bytes, 12, 'VP8 ') && bytes.readUIntBE(23, 3) === 0x9d012a) {
    return sized(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
  }
  if (!startsWith(bytes, 12, 'VP8L') || bytes.readUInt8(20) !== 0x2f) return undefined
  const sizes = bytes.readUInt32LE(21)
  return sized((sizes & 0x3fff) + 1, ((sizes >>> 14) & 0x3fff) + 1)
}

function readJpeg(bytes: Buffer): ImageShape | undefined {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined
  let size: { width: number; height: number } | undefined
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xd9) return size && { mediaType: 'image/jpeg', ...size, endsAt: at + 2 }
    // Padding, and marks without a body.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at = marker === 0xda ? endOfScan(bytes, next) : next
  }
}

/** Where the marker after the compressed part stands: no 0xff there but stuffed ones and restarts. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes.readUInt8(at + 1)
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at
  }
  throw new RangeError('the image is cut off')
}

/** A favicon holds several sizes; the largest counts. */
function readIco(bytes: Buffer): ImageShape | undefined {
  if (bytes.readUInt32BE(0) !== 0x00000100) return undefined
  const count = bytes.readUInt16LE(4)
  if (count === 0 || count > 32) return undefined
  let width = 0
  let endsAt = 0
  for (let entry = 0; entry < count; entry++) {
    const at = 6 + entry * 16
    width = Math.max(width, bytes.readUInt8(at) || 256)
    const from = bytes.readUInt32LE(at + 12)
    const isKnown = startsWith(bytes, from, '\x89PNG') || bytes.readUInt32LE(from) === 40
    if (from < 6 + count * 16 || !isKnown) return undefined
    endsAt = Math.max(endsAt, from + bytes.readUInt32LE(at + 8))
  }
  return { mediaType: 'image/x-icon', width, height: width, endsAt }
}
