// Builds dist/: the browser files below dist/public, the server below dist/server.
// `npm run build` runs it; tests and the demo import build().
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { minifyTemplates } from './esbuild.templates.ts'

const root = dirname(fileURLToPath(import.meta.url))

/** Options that every browser bundle shares. */
const browser = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // Without it Lit brings its development mode, which warns on the console of the host page.
  conditions: ['production'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  write: false,
  metafile: true,
  logLevel: 'warning',
  plugins: [minifyTemplates()],
}

/**
 * Builds the browser files, and the server unless `server` is false.
 * Files are replaced one by one and stale ones removed last, so a running server keeps finding its own.
 *
 * @returns bytes of every browser file, by its path below dist/public
 */
export async function build({ outdir = join(root, 'dist'), server = true } = {}) {
  const publicDir = join(outdir, 'public')
  const options = { ...browser, outdir: publicDir }
  // Two builds: nothing that only staff pages need can slip into a chunk that customers load.
  const results = await Promise.all([
    bundle({ ...options, entryPoints: ['widget/portal.ts'], entryNames: '[name]' }),
    bundle({ ...options, entryPoints: ['widget/staff.ts', 'widget/staff/look-sample.ts'], entryNames: 'assets/[name]-[hash]' }),
    ...(server ? [buildServer(join(outdir, 'server'))] : []),
  ])
  const files = new Map()
  for (const { outputFiles } of results) {
    for (const { path, contents } of outputFiles) files.set(relative(publicDir, path).replaceAll(sep, '/'), contents)
  }
  unwrapStart(files)
  for (const [path, contents] of await readStyles()) files.set(path, contents)
  files.set('assets/manifest.json', Buffer.from(`${JSON.stringify(manifestOf(files), null, 2)}\n`))
  await Promise.all([...files].map(([path, contents]) => writePublic(join(publicDir, path), contents)))
  await removeStale(publicDir, files)
  return Object.fromEntries([...files].map(([path, contents]) => [path, contents.length]))
}

/**
 * Everything imports `widget/start.ts`, so esbuild puts its code into a shared chunk and leaves a file `start-….js` that only imports that one:
 * a request more before the first data. Here the shared chunk takes the place and the name of that file.
 * Nobody uses what `import('./start.ts')` resolves to, whose names differ between the two.
 */
function unwrapStart(files) {
  const wrapper = [...files.keys()].find((path) => /^assets\/start-\w+\.js$/.test(path))
  const [, chunk] = /^import(?:\{[^}]*\}from)?"\.\/(chunk-\w+\.js)";(?:export\{[^}]*\};)?\s*$/.exec(text(files.get(wrapper))) ?? []
  if (!wrapper || !chunk) return
  const start = chunk.replace('chunk-', 'start-')
  for (const [path, contents] of files) {
    files.set(path, Buffer.from(text(contents).replaceAll(basename(wrapper), start).replaceAll(chunk, start)))
  }
  files.delete(wrapper)
  files.set(`assets/${start}`, files.get(`assets/${chunk}`))
  files.delete(`assets/${chunk}`)
}

const text = (contents) => new TextDecoder().decode(contents)

async function buildServer(outdir) {
  await rm(outdir, { recursive: true, force: true })
  await bundle({
    absWorkingDir: root,
    entryPoints: ['server/main.ts'],
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // What main.ts imports later stays in a chunk of its own: else the database driver would be loaded before Node's version is checked.
    splitting: true,
    sourcemap: 'linked',
    logLevel: 'warning',
  })
  return { outputFiles: [] }
}

/** Style sheets of the pages that the backend serves itself, under hashed names. */
async function readStyles() {
  const styles = []
  for (const path of globSync('widget/**/*.css', { cwd: root })) {
    const { outputFiles } = await bundle({
      absWorkingDir: root,
      entryPoints: [path],
      bundle: true,
      minify: true,
      target: 'es2022',
      write: false,
    })
    const [{ contents }] = outputFiles
    const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase()
    styles.push([`assets/${basename(path, '.css')}-${hash}.css`, contents])
  }
  return styles
}

/** Logical name → file name below assets, of what pages name themselves: `{ "staff.js": "staff-AB12CD34.js" }`. */
function manifestOf(files) {
  const named = /^assets\/(?:(?:staff|look-sample|start)-[A-Z0-9]{8}\.js|.+-[A-Z0-9]{8}\.css)$/
  const names = [...files.keys()].filter((path) => named.test(path)).map((path) => basename(path))
  return Object.fromEntries(names.toSorted().map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ''), name]))
}

async function writePublic(path, contents) {
  await mkdir(dirname(path), { recursive: true })
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(contents, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      },
    }),
    promisify(gzip)(contents, { level: 9 }),
  ])
  await Promise.all([writeFile(path, contents), writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}

async function removeStale(publicDir, files) {
  const kept = new Set([...files.keys()].flatMap((path) => [path, `${path}.br`, `${path}.gz`]))
  const found = globSync('**/*.*', { cwd: publicDir }).map((path) => path.replaceAll(sep, '/'))
  await Promise.all(found.filter((path) => !kept.has(path)).map((path) => rm(join(publicDir, path))))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now()
  const sizes = await build()
  for (const [path, bytes] of Object.entries(sizes)) {
    const gz = (await readFile(join(root, 'dist/public', `${path}.gz`))).length
    console.log(`${path.padEnd(44)} ${String(bytes).padStart(7)} B ${String(gz).padStart(7)} B gzip`)
  }
  console.log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
}
