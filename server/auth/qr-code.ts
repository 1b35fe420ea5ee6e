import { correction, generate } from 'lean-qr'

/** A text as a QR code: the outline of its dark squares as SVG path data, `size` units wide and high, without the margin. */
export function drawQrCode(text: string): { size: number; path: string } {
  const code = generate(text, { minCorrectionLevel: correction.M })
  const runs: string[] = []
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue
      const start = x
      while (code.get(x + 1, y)) x += 1
      runs.push(`M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`)
    }
  }
  return { size: code.size, path: runs.join('') }
}
