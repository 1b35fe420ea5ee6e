/** @see esbuild.config.mjs */
export function build(options?: { outdir?: string; server?: boolean }): Promise<Record<string, number>>
