import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardedFetch, isAllowedUrl } from '../../../server/http/guarded-fetch.ts'
import { isPublicAddress } from '../../../server/http/public-address.ts'
import { openWorld } from '../../support/world.ts'

let canary: Server
let port = 0
let reached = 0
beforeAll(async () => {
  canary = createServer((_, response) => {
    reached += 1
    response.end('{}')
  })
  canary.on('connection', () => (reached += 1))
  await new Promise<void>((resolve) => canary.listen(0, resolve))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => new Promise<void>((resolve) => canary.close(() => resolve())))

const bounds = { timeoutMs: 2_000, maxBytes: 1_000, allowsPrivate: false }

const hosts = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'sub.localhost',
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '0x7f.1',
  '0x7f000001',
  '2130706433',
  '017700000001',
  '0177.0.0.1',
  '127.255.255.254',
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.255.255',
  '169.254.169.254',
  '169.254.0.1',
  '0xa9fea9fe',
  '2852039166',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::1]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '[2001::1]',
  '[2002:7f00:1::]',
  '[100::1]',
  '[3fff::1]',
  '127。0。0。1',
  '１２７.0.0.1',
  '①②⑦.0.0.1',
  'ip6-localhost',
]

describe('T-15: nothing of our own network is asked', () => {
  for (const host of hosts) {
    test(`${host} is not asked`, async () => {
      const before = reached
      for (const protocol of ['https', 'http']) {
        await expect(guardedFetch(`${protocol}://${host}:${port}/`, {}, bounds)).rejects.toThrow(
          /not an address to ask|not on the public internet|ENOTFOUND|EAI_AGAIN|no answer/,
        )
      }
      expect(reached).toBe(before)
    })
  }

  for (const url of [
    '',
    'x',
    '//127.0.0.1',
    'file:///etc/passwd',
    'data:application/json,{}',
    'ftp://example.com/',
    'gopher://example.com',
    'javascript:1',
    'http://example.com/',
    'https://user@example.com/',
    'https://a:b@example.com/',
    'https://',
  ]) {
    test(`${JSON.stringify(url)} is no address to ask`, async () => {
      await expect(guardedFetch(url, {}, bounds)).rejects.toThrow(/not an address to ask/)
    })
  }

  test('public addresses are', () => {
    for (const address of ['1.1.1.1', '8.8.8.8', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1']) {
      expect(isPublicAddress(address), address).toBe(true)
    }
    for (const text of ['', 'x', 'example.com', '1.1.1', '2606:4700::1111%eth0', '::ffff:1.1.1.1'])
      expect(isPublicAddress(text), text).toBe(false)
    expect(isAllowedUrl(new URL('https://login.example.com/x'), bounds)).toBe(true)
  })

  test('an admin who names one as a provider learns only that it does not work', async () => {
    const world = await openWorld()
    try {
      const admin = await world.staff('admin')
      const before = reached
      for (const issuer of [
        `http://127.0.0.1:${port}`,
        `https://127.0.0.1:${port}`,
        `https://localhost:${port}`,
        'https://169.254.169.254',
        'https://[::1]',
      ]) {
        const body = { kind: 'oidc', name: 'Inside', issuer, clientId: 'x', emailDomains: null }
        const response = await admin.post(`/portals/${world.acme.portalId}/identity-providers`, body)
        expect(await response.json()).toEqual({ code: 'invalid_request', fields: { issuer: 'invalid' }, requestId: expect.any(String) })
      }
      expect(reached).toBe(before)
    } finally {
      await world.close()
    }
  })
})

test('where private addresses are allowed, http is for this machine alone', () => {
  const inside = { allowsPrivate: true }
  expect(isAllowedUrl(new URL('http://127.0.0.1:1/'), inside)).toBe(true)
  expect(isAllowedUrl(new URL('https://10.0.0.1/'), inside)).toBe(true)
  expect(isAllowedUrl(new URL('http://10.0.0.1/'), inside)).toBe(false)
  expect(isAllowedUrl(new URL('http://example.com/'), inside)).toBe(false)
})
