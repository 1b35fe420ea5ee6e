import { expect } from '@open-wc/testing'
import { deviceName } from '../../../widget/staff/base/device-name.ts'
import { en } from '../../../widget/staff/locales/en.ts'
import { nb } from '../../../widget/staff/locales/nb.ts'
import { describe, it } from '../support/mocha.ts'

const devices: Record<string, string> = {
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on Linux',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36': 'Chrome on Windows',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0':
    'Edge on Windows',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15':
    'Safari on macOS',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1':
    'Safari on iPhone',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36':
    'Chrome on Android',
  'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36':
    'Samsung Internet on Android',
  'curl/8.5.0': 'Unknown device',
  '': 'Unknown device',
}

describe('the name of a device', () => {
  for (const [userAgent, name] of Object.entries(devices)) {
    it(`is “${name}” for ${userAgent || 'nothing'}`, () => {
      expect(deviceName(en, userAgent)).to.equal(name)
    })
  }

  it('is in the words of the reader', () => {
    expect(deviceName(nb, Object.keys(devices)[0] ?? '')).to.equal('Firefox på Linux')
  })
})
