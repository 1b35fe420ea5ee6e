import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { build } from '../../../esbuild.config.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder with the browser files of this run. */
    publicDir: string
  }
}

/** Builds the browser files once for all end-to-end tests, in a folder of their own. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const outdir = mkdtempSync(join(tmpdir(), 'portal-e2e-build-'))
  await build({ outdir, server: false })
  provide('publicDir', join(outdir, 'public'))
  return () => rmSync(outdir, { recursive: true, force: true })
}
