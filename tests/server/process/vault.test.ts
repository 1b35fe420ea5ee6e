import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { makeVault, openVault } from '../../../server/vault.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'portal-vault-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const key = new Uint8Array(32).fill(1)

test('what is sealed opens at its place with its key, and nowhere else', () => {
  const vault = makeVault(key)
  const sealed = vault.seal('the secret ✓', 'jwt_key/a/1')
  expect(sealed).not.toContain('secret')
  expect(vault.seal('the secret ✓', 'jwt_key/a/1')).not.toBe(sealed)
  expect(vault.open(sealed, 'jwt_key/a/1')).toBe('the secret ✓')
  expect(() => vault.open(sealed, 'jwt_key/a/2')).toThrow()
  expect(() => makeVault(key.map(() => 2)).open(sealed, 'jwt_key/a/1')).toThrow()
  for (const wrong of ['', 'v1.', sealed.slice(0, -4), `${sealed.slice(0, 8)}${sealed[8] === 'A' ? 'B' : 'A'}${sealed.slice(9)}`]) {
    expect(() => vault.open(wrong, 'jwt_key/a/1')).toThrow()
  }
})

test('the key is made once, beside the database, for its owner alone', () => {
  const config = { dataDir, secretKey: null }
  const sealed = openVault(config).seal('x', 'p')
  expect(openVault(config).open(sealed, 'p')).toBe('x')
  expect(readdirSync(dataDir)).toEqual(['secret-key'])
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(dataDir, 'secret-key'), 'utf8')).toMatch(/^[\w-]{43}\n$/)
})

test('a file that holds no key ends the start with a sentence', () => {
  writeFileSync(join(dataDir, 'secret-key'), 'not a key')
  expect(() => openVault({ dataDir, secretKey: null })).toThrow(/secret-key does not hold a key/)
})

test('SECRET_KEY comes before the file, and must be 32 bytes', () => {
  const secretKey = Buffer.from(key).toString('base64url')
  const config = readConfig({ SECRET_KEY: secretKey, DATA_DIR: dataDir })
  expect(openVault(config).open(makeVault(key).seal('x', 'p'), 'p')).toBe('x')
  expect(readdirSync(dataDir)).toEqual([])
  for (const wrong of ['short', `${secretKey}A`, `${secretKey.slice(1)}=`])
    expect(() => readConfig({ SECRET_KEY: wrong })).toThrow(/SECRET_KEY/)
})
