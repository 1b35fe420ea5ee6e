import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'

/** Languages that there is a sample for. */
export const languages = ['Node', 'PHP', 'Python'] as const
export type Language = (typeof languages)[number]

/** Code that signs a token for this provider; the same as in docs/single-sign-on.md. */
export function sampleOf(language: Language, { issuer, audience }: Pick<IdentityProvider, 'issuer' | 'audience'>): string {
  const [iss, aud] = [JSON.stringify(issuer).slice(1, -1), audience]
  if (language === 'Node') {
    return `import { randomUUID } from ${quoted('node:crypto')}
import { SignJWT, importPKCS8 } from ${quoted('jose')}

const key = await importPKCS8(process.env.PORTAL_KEY, 'ES256')
const token = await new SignJWT({ email: user.email, email_verified: user.hasProvedEmail, name: user.name })
  .setProtectedHeader({ alg: 'ES256', kid: 'THE-KID' })
  .setIssuer('${iss}')
  .setAudience('${aud}')
  .setSubject(String(user.id))
  .setIssuedAt()
  .setExpirationTime('2 minutes')
  .setJti(randomUUID())
  .sign(key)`
  }
  if (language === 'PHP') {
    return `use Firebase\\JWT\\JWT;

$token = JWT::encode([
  'iss' => '${iss}', 'aud' => '${aud}', 'sub' => (string) $user->id,
  'iat' => time(), 'exp' => time() + 120, 'jti' => bin2hex(random_bytes(16)),
  'email' => $user->email, 'email_verified' => $user->hasProvedEmail, 'name' => $user->name,
], getenv('PORTAL_KEY'), 'ES256', 'THE-KID');`
  }
  return `import os, secrets, time, jwt

now = int(time.time())
token = jwt.encode(
    {"iss": "${iss}", "aud": "${aud}", "sub": str(user.id),
     "iat": now, "exp": now + 120, "jti": secrets.token_hex(16),
     "email": user.email, "email_verified": user.has_proved_email, "name": user.name},
    os.environ["PORTAL_KEY"], algorithm="ES256", headers={"kid": "THE-KID"})`
}

/** Else what reads the imports of this file would find one of the sample. */
function quoted(name: string): string {
  return `'${name}'`
}
