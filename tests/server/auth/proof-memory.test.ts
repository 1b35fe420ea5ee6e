import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { KeyCache, UsedProofs } from '../../../server/auth/proof-memory.ts'
import { makeKey } from './proofs.ts'

test('a proof is remembered through its window and the next, and forgotten after', () => {
  const used = new UsedProofs()
  expect(used.add(0, 'key', 'proof')).toBe(true)
  expect(used.add(299_999, 'key', 'proof')).toBe(false)
  expect(used.add(599_999, 'key', 'proof')).toBe(false)
  expect(used.add(600_000, 'key', 'proof')).toBe(true)
})

test('a long pause forgets both windows', () => {
  const used = new UsedProofs()
  used.add(0, 'key', 'proof')
  expect(used.add(900_000, 'key', 'proof')).toBe(true)
})

test('a flood pushes out the oldest proofs and never grows the memory without end', () => {
  const used = new UsedProofs()
  for (let n = 0; n <= 200_000; n += 1) used.add(0, 'key', `proof-${n}`)
  expect(used.add(0, 'key', 'proof-200000')).toBe(false)
  expect(used.add(0, 'key', 'proof-0')).toBe(true)
})

test('of more than 5,000 keys the one not used for longest makes room', async () => {
  const { publicJwk } = await makeKey()
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  const cache = new KeyCache()
  for (let n = 0; n < 5_000; n += 1) cache.set(`key-${n}`, key)
  expect(cache.get('key-0')).toBe(key)
  cache.set('one more', key)
  expect(cache.get('key-0')).toBe(key)
  expect(cache.get('key-1')).toBeUndefined()
  expect(cache.get('one more')).toBe(key)
})
