import { crc32, deflateSync } from 'node:zlib'

/** A small PNG drawn by a function: what customers attach. */
export function drawPicture(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number],
): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), 4 + body.length)
  return frame
}

/** A photograph of a shelf label, as far as rectangles go. */
export function shelfPhoto(): Uint8Array {
  return drawPicture(480, 320, (x, y) => {
    const isLabel = x > 110 && x < 370 && y > 170 && y < 270
    const isPrice = x > 250 && x < 345 && y > 195 && y < 245
    const isBar = x > 130 && x < 230 && y > 190 && y < 250 && (x * 7 + (x >> 2)) % 11 < 5
    if (isPrice) return [178, 34, 52]
    if (isBar) return [30, 30, 34]
    if (isLabel) return [250, 249, 244]
    if (y > 150 && y < 290) return [148, 122, 92]
    return [92 + (x >> 4), 116 + (y >> 4), 104 + ((x + y) >> 5)]
  })
}
