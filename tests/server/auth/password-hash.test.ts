import { expect, test } from 'vitest'
import { makePasswordHasher } from '../../../server/auth/password-hash.ts'

const cheap = { memoryKib: 64, passes: 1 }

test('a hash is an Argon2id PHC string with 19 MiB, two passes and one lane', async () => {
  const hasher = makePasswordHasher()
  const stored = await hasher.hash('correct horse battery')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await hasher.verify('correct horse battery', stored)).toBe(true)
  expect(await hasher.verify('correct horse batterx', stored)).toBe(false)
})

test('the same password typed in another Unicode form is the same password', async () => {
  const hasher = makePasswordHasher(cheap)
  expect(await hasher.verify('pa\u0308ssword ﬁ', await hasher.hash('p\u00e4ssword fi'))).toBe(true)
})

test('a password is never cut: a long one with another end is another', async () => {
  const hasher = makePasswordHasher(cheap)
  const stored = await hasher.hash(`${'a'.repeat(255)}b`)
  expect(await hasher.verify(`${'a'.repeat(255)}c`, stored)).toBe(false)
})

test('with nobody to compare with the answer is no', async () => {
  expect(await makePasswordHasher(cheap).verify('x', null)).toBe(false)
})

test('a stored text that is no hash is an error and not a match', async () => {
  await expect(makePasswordHasher(cheap).verify('x', 'x')).rejects.toThrow(/PHC/)
})

test('a hash made elsewhere (RFC 9106 layout, by the reference implementation) is understood', async () => {
  // argon2 password somesalt… -id -t 2 -k 65536 -p 1, from the reference implementation's test.c.
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await makePasswordHasher(cheap).verify('password', stored)).toBe(true)
})

test('one hash at a time, so many wait, and the rest is told to come again', async () => {
  const hasher = makePasswordHasher({ ...cheap, inFlightMax: 1, queueMax: 3 })
  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => hasher.hash('x')))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
  const refused = answers.find((answer) => answer.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'busy', retryAfterSeconds: 2 })
  expect(await hasher.hash('again')).toMatch(/^\$argon2id/)
})
