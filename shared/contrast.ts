/** Three parts between 0 and 1. */
type Color = readonly [number, number, number]

/** WCAG 2.2 contrast ratio of two colours `#rrggbb`. */
export function contrastRatio(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Relative luminance: 0 of black, 1 of white. */
export function luminance(hex: string): number {
  const [red, green, blue] = linearOf(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * The colour nearest to `hex` that passes: the same hue, lighter or darker by as little as possible.
 *
 * @returns null when none does.
 */
export function nearestPassing(hex: string, passes: (hex: string) => boolean): string | null {
  const [lightness, chroma, hue] = toOklch(hex)
  for (let step = 0; step <= 200; step++) {
    for (const direction of [-1, 1]) {
      const next = lightness + (direction * step) / 200
      if (next < 0 || next > 1) continue
      const found = fromOklch(next, chroma, hue)
      if (passes(found)) return found
    }
  }
  return null
}

/** The same colour with its lightness kept between two bounds, as the elements do it for links. */
export function clampLightness(hex: string, min: number, max: number): string {
  const [lightness, chroma, hue] = toOklch(hex)
  return lightness >= min && lightness <= max ? hex : fromOklch(Math.min(max, Math.max(min, lightness)), chroma, hue)
}

function linearOf(hex: string): Color {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

/** Björn Ottosson's Oklab, in its polar form. */
function toOklch(hex: string): Color {
  const [r, g, b] = linearOf(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, bb), Math.atan2(bb, a)]
}

/** Colours that no screen has lose chroma until one has them. */
function fromOklch(lightness: number, chroma: number, hue: number): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const linear = toLinear(lightness, chroma * share, hue)
    if (linear.every((value) => value >= -0.0005 && value <= 1.0005)) return toHex(linear)
  }
  return toHex(toLinear(lightness, 0, hue))
}

function toLinear(lightness: number, chroma: number, hue: number): Color {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function toHex(linear: Color): string {
  const part = (value: number) => {
    const bounded = Math.min(1, Math.max(0, value))
    const gamma = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055
    return Math.round(gamma * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${linear.map(part).join('')}`
}
