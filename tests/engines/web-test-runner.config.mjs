// The widget tests in the other two engines; `ENGINE` is firefox or webkit.
import chromium from '../../web-test-runner.config.mjs'
import { firefox, webkit } from './find-engines.ts'

const engines = { firefox, webkit }

export default { ...chromium, browsers: [engines[process.env.ENGINE]()] }
