#!/usr/bin/env node
// Plain JavaScript that any Node can read: the rest of the server needs Node 24 or newer, and an older one would end with a crash
// of the database driver (or a syntax error) instead of a sentence.
const oldest = 24
const [major] = process.versions.node.split('.').map(Number)

if (major < oldest) {
  console.error(`The customer portal needs Node ${oldest} or newer; this is Node ${process.versions.node} (${process.execPath}).`)
  process.exitCode = 1
} else {
  const { runCommand } = await import('./cli.ts')
  process.exitCode = await runCommand(process.argv.slice(2))
}
