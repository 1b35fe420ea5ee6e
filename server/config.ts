import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** The process's settings, read once from the environment. */
export interface Config {
  /** TCP port of the backend. Default 8787. */
  port: number
  /** Addresses to listen on. Default 127.0.0.1 and ::1. */
  hosts: readonly string[]
  /** Origin under which browsers reach the backend, without a slash at the end. Default `http://localhost:<port>`. */
  publicUrl: string
  /** `postgres://…`, or null for the embedded database in `dataDir`. */
  databaseUrl: string | null
  /** Folder of the embedded database and of attachments. Default `.data`. */
  dataDir: string
  /** Key with which secrets in the database are encrypted: 32 bytes, base64url. Null: the file `secret-key` of `dataDir`. */
  secretKey: string | null
  /** `smtp://user:password@host:port`, or null: mail is kept on the outbox page. */
  smtpUrl: string | null
  /** From address of the portal's mails. */
  mailFrom: string
  /** Lets a portal's page live on the backend's own host name (D18). Default off; the demo turns it on. */
  allowDefaultHostPortals: boolean
  /** Lets OpenID providers be in this machine's own networks, and on this machine without TLS. Default off. */
  allowPrivateProviders: boolean
  /** DNS servers that domains are looked up at, `address` or `address:port`. Empty: those of the machine. */
  dnsServers: readonly string[]
  /** Number of proxies in front whose `X-Forwarded-For` entries are believed. Default 0. */
  trustedProxies: number
  /** Sign-in attempts that one address may make in ten minutes. Default 30. */
  signInsPerIp: number
  /** Level of the log: trace, debug, info, warn, error, silent. Default info. */
  logLevel: string
}

/** A setting that cannot be used. Its message is one sentence for the person at the terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads and checks the environment.
 *
 * @throws ConfigError naming the variable and what it must look like.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Readonly<Config> {
  const port = readInteger(env, 'PORT', 8787, 0, 65_535)
  const publicUrl = env['PUBLIC_URL'] ?? `http://localhost:${port}`
  const parsedUrl = URL.parse(publicUrl)
  if (!parsedUrl || !/^https?:$/.test(parsedUrl.protocol)) {
    throw new ConfigError(`PUBLIC_URL must be a web address such as https://support.example.com; it is "${publicUrl}".`)
  }
  const databaseUrl = env['DATABASE_URL'] || null
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL must begin with postgres:// ; leave it out to use the embedded database.')
  }
  const smtpUrl = env['SMTP_URL'] || null
  if (smtpUrl && !/^smtps?:\/\//.test(smtpUrl)) throw new ConfigError('SMTP_URL must begin with smtp:// or smtps:// .')
  const secretKey = env['SECRET_KEY'] || null
  if (secretKey !== null && !/^[\w-]{43}$/.test(secretKey))
    throw new ConfigError('SECRET_KEY must be 32 bytes in base64url: 43 characters.')
  return Object.freeze({
    port,
    hosts: (env['HOST'] ?? '127.0.0.1,::1').split(',').map((host) => host.trim()),
    publicUrl: parsedUrl.origin,
    databaseUrl,
    dataDir: resolve(env['DATA_DIR'] ?? '.data'),
    secretKey,
    smtpUrl,
    mailFrom: env['MAIL_FROM'] ?? `Support <no-reply@${parsedUrl.hostname}>`,
    allowDefaultHostPortals: env['ALLOW_DEFAULT_HOST_PORTALS'] === '1',
    allowPrivateProviders: env['ALLOW_PRIVATE_PROVIDERS'] === '1',
    dnsServers: readDnsServers(env['DNS_SERVERS'] ?? ''),
    trustedProxies: readInteger(env, 'TRUSTED_PROXIES', 0, 0, 10),
    signInsPerIp: readInteger(env, 'SIGN_INS_PER_IP', 30, 1, 1_000_000),
    logLevel: env['LOG_LEVEL'] ?? 'info',
  })
}

function readDnsServers(text: string): string[] {
  const servers = text
    .split(',')
    .map((server) => server.trim())
    .filter((server) => server !== '')
  for (const server of servers) {
    const address = /^\[(.+)\](?::\d+)?$/.exec(server)?.[1] ?? (isIP(server) ? server : server.replace(/:\d+$/, ''))
    if (isIP(address) === 0) throw new ConfigError(`DNS_SERVERS must be IP addresses, with or without a port; one is "${server}".`)
  }
  return servers
}

function readInteger(env: Record<string, string | undefined>, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}; it is "${text}".`)
  }
  return value
}
