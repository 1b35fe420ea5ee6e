import { generateKeyPairSync } from 'node:crypto'
import type { IdentityProvider, NewJwtKey } from '../../shared/single-sign-on.ts'
import { startHostSite, type HostSite } from './peers/host-site.ts'
import type { World } from './world.ts'

const sites = new WeakMap<World, HostSite>()
const issuer = 'https://shop.acme.example'

/** Starts the sign-in page of a site, *Shop*, and lets the first portal trust it; once, afterwards only who is signed in there changes. */
export async function trustSite(world: World, email: string, isGood: boolean): Promise<object> {
  const site = sites.get(world) ?? (await openSite(world))
  site.signedInAs = email
  site.spoil = isGood ? {} : { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }
  return {}
}

/** Ends what `trustSite` started. */
export async function closeTrustedSites(world: World): Promise<void> {
  await sites.get(world)?.close()
}

async function openSite(world: World): Promise<HostSite> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const site = await startHostSite({ key: privateKey, issuer, audience: world.acme.portalKey })
  sites.set(world, site)
  const admin = await world.staff('admin')
  const providers = `/portals/${world.acme.portalId}/identity-providers`
  const made = await admin.post(providers, { kind: 'jwt', name: 'Shop', issuer, loginUrl: site.loginUrl })
  if (made.status !== 201) throw new Error(await made.text())
  const { id } = (await made.json()) as IdentityProvider
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const added = await admin.post(`${providers}/${id}/keys`, { name: 'Shop', publicKey: publicPem })
  site.kid = ((await added.json()) as NewJwtKey).key.kid
  return site
}
