/** The built browser files: logical name → path below the backend's origin. */
export interface Assets {
  /** Folder that holds `portal.js` and `assets/`. */
  publicDir: string
  /** @throws Error when the build lacks the file. */
  pathOf: (logicalName: string) => string
}
