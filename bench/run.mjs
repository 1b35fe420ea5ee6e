// Plain JavaScript that any Node can read: the rest needs Node 24, which `npm run bench` brings along.
const oldest = 24
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(`The bench needs Node ${oldest} or newer; this is Node ${process.versions.node}. Use npm run bench.`)
  process.exitCode = 1
} else {
  await import('./run.ts')
}
