import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Size of built files together as they are sent, compressed with gzip. */
export function gzipKb(publicDir: string, paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(join(publicDir, `${path}.gz`)).size, 0) / 1024
}

/** Scripts that customers may load besides those given, largest first. */
export function listChunks(publicDir: string, loaded: readonly string[]): { name: string; kb: number }[] {
  return readdirSync(join(publicDir, 'assets'))
    .filter((name) => name.endsWith('.js') && !name.startsWith('staff-') && !loaded.some((path) => path.endsWith(name)))
    .map((name) => ({ name, kb: gzipKb(publicDir, [`assets/${name}`]) }))
    .sort((a, b) => b.kb - a.kb)
}
