import pino, { type Logger } from 'pino'

/** JSON lines on standard output, secrets removed. */
export function makeLog(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: ['authorization', 'cookie', 'token', 'password', '*.authorization', '*.cookie', '*.token', '*.password', 'headers.*'],
      censor: '[removed]',
    },
  })
}
