import { expect, test } from 'vitest'
import { normaliseOrigin } from '../../../server/portal/origin.ts'

const good: Record<string, string> = {
  'https://acme.example': 'https://acme.example',
  'https://acme.example/': 'https://acme.example',
  'HTTPS://Help.ACME.Example': 'https://help.acme.example',
  'https://acme.example:443': 'https://acme.example',
  'https://acme.example:8443': 'https://acme.example:8443',
  'https://bücher.example': 'https://xn--bcher-kva.example',
  'https://XN--BCHER-KVA.example': 'https://xn--bcher-kva.example',
  'https://192.0.2.7:9000': 'https://192.0.2.7:9000',
  'http://localhost:8788': 'http://localhost:8788',
  'http://127.0.0.1': 'http://127.0.0.1',
  'http://127.0.0.1:80': 'http://127.0.0.1',
  'http://[::1]:3000': 'http://[::1]:3000',
}
for (const [text, origin] of Object.entries(good)) {
  test(`${text} is kept as ${origin}`, () => {
    expect(normaliseOrigin(text)).toBe(origin)
  })
}

const bad = [
  '',
  '*',
  'null',
  'acme.example',
  'https://',
  'https://*.acme.example',
  'https://acme.*',
  'http://acme.example',
  'http://localhost.evil.example',
  'http://127.0.0.2',
  'http://192.168.0.1',
  'https://acme.example.',
  'https://acme.example/path',
  'https://acme.example//',
  'https://acme.example?x',
  'https://acme.example#x',
  'https://user@acme.example',
  'https://user:pass@acme.example',
  'https://acme.example:99999',
  'https://acme.example:x',
  'https://acme example',
  'https://acme.example\\evil.example',
  'https://acme.exam%70le',
  'https:acme.example',
  'ftp://acme.example',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'chrome-extension://abcdef',
  'https://acme.example\nhttps://evil.example',
  'https://acme.example, https://evil.example',
]
for (const text of bad) {
  test(`${JSON.stringify(text)} is no origin`, () => {
    expect(normaliseOrigin(text)).toBeNull()
  })
}
