import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The built browser files: logical name → path below the backend's origin. */
export interface Assets {
  /** Folder that holds `portal.js` and `assets/`. */
  publicDir: string
  /** @throws Error when the build lacks the file. */
  pathOf: (logicalName: string) => string
}

/**
 * Reads the manifest that the build wrote.
 *
 * @throws Error with the command that builds, when there is none.
 */
export function loadAssets(publicDir: string): Assets {
  const manifest = readManifest(publicDir)
  return {
    publicDir,
    pathOf(logicalName) {
      const file = manifest[logicalName]
      if (!file) throw new Error(`The browser files in ${publicDir} lack "${logicalName}": run "npm run build".`)
      return `/assets/${file}`
    },
  }
}

function readManifest(publicDir: string): Record<string, string | undefined> {
  try {
    return JSON.parse(readFileSync(join(publicDir, 'assets/manifest.json'), 'utf8')) as Record<string, string>
  } catch (error) {
    throw new Error(`There are no browser files in ${publicDir}: run "npm run build" first.`, { cause: error })
  }
}
