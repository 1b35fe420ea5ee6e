import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import {
  createIdentityProviderBody,
  createJwtKeyBody,
  identityProvider,
  jwtKey,
  newJwtKey,
  readSamlMetadataBody,
  samlMetadata,
  updateIdentityProviderBody,
} from '../../shared/single-sign-on.ts'
import { signInCheck, startedSignInCheck, startSignInCheckBody } from '../../shared/sign-in-check.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { listIdentityProviders, listJwtKeys } from '../portal/identity-provider.repo.ts'
import { presentIdentityProvider, presentJwtKey } from '../portal/identity-provider.presenter.ts'
import { readProviderMetadata } from './saml-metadata.ts'
import { requireStaff } from '../viewer.ts'
import { readCheck, startCheck } from './sign-in-check.ts'
import {
  addIdentityProvider,
  addJwtKey,
  removeIdentityProvider,
  removeJwtKey,
  requirePortal,
  requireProvider,
  saveIdentityProvider,
} from './save-identity-provider.ts'

/** Whom a portal trusts to say who a person is, for staff with `portal.settings`. */
export const identityProviderRoutes = makeRouter()

const tags = ['Single sign-on']
const portalParams = z.object({ portalId: id })
const providerParams = z.object({ portalId: id, providerId: id })
const keyParams = z.object({ portalId: id, providerId: id, keyId: id })
const refusals = errors('portal_not_found', 'not_found', 'sign_in_required', 'not_allowed')

const list = createRoute({
  method: 'get',
  path: '/portals/{portalId}/identity-providers',
  tags,
  summary: 'Whom a portal trusts to say who a person is',
  request: { params: portalParams },
  responses: {
    200: json(z.object({ identityProviders: z.array(identityProvider) }).openapi('IdentityProviderList'), 'Oldest first'),
    ...errors('portal_not_found', 'sign_in_required', 'not_allowed'),
  },
})
identityProviderRoutes.openapi(list, async (c) => {
  const { config, db } = c.var.deps
  const viewer = requireStaff(c.var.viewer)
  const portal = await requirePortal(db, viewer, c.req.valid('param').portalId)
  const rows = await listIdentityProviders(db, viewer.accountId, portal.id)
  return c.json({ identityProviders: rows.map((row) => presentIdentityProvider(row, portal, config.publicUrl)) }, 200)
})

const add = createRoute({
  method: 'post',
  path: '/portals/{portalId}/identity-providers',
  tags,
  summary: 'Let a portal trust somebody more',
  request: { params: portalParams, body: jsonBody(createIdentityProviderBody) },
  responses: { 201: json(identityProvider, 'The new provider'), ...errors('portal_not_found', 'sign_in_required', 'not_allowed') },
})
identityProviderRoutes.openapi(add, async (c) => {
  const { portalId } = c.req.valid('param')
  return c.json(await addIdentityProvider(c.var.deps, requireStaff(c.var.viewer), portalId, c.req.valid('json')), 201)
})

const save = createRoute({
  method: 'patch',
  path: '/portals/{portalId}/identity-providers/{providerId}',
  tags,
  summary: 'Change a provider, switch it on or off',
  request: { params: providerParams, body: jsonBody(updateIdentityProviderBody) },
  responses: {
    200: json(identityProvider, 'The provider as it is now'),
    ...errors('portal_not_found', 'not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed'),
  },
})
identityProviderRoutes.openapi(save, async (c) => {
  const viewer = requireStaff(c.var.viewer)
  return c.json(await saveIdentityProvider(c.var.deps, viewer, c.req.valid('param'), c.req.valid('json')), 200)
})

const remove = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/identity-providers/{providerId}',
  tags,
  summary: 'End the trust in a provider',
  request: { params: providerParams },
  responses: { 204: { description: 'It is gone, with its keys' }, ...refusals },
})
identityProviderRoutes.openapi(remove, async (c) => {
  const { portalId, providerId } = c.req.valid('param')
  await removeIdentityProvider(c.var.deps, requireStaff(c.var.viewer), portalId, providerId)
  return c.body(null, 204)
})

const listKeys = createRoute({
  method: 'get',
  path: '/portals/{portalId}/identity-providers/{providerId}/keys',
  tags,
  summary: 'Keys with which the host page signs',
  request: { params: providerParams },
  responses: { 200: json(z.object({ keys: z.array(jwtKey) }).openapi('JwtKeyList'), 'Oldest first, without secrets'), ...refusals },
})
identityProviderRoutes.openapi(listKeys, async (c) => {
  const { db } = c.var.deps
  const viewer = requireStaff(c.var.viewer)
  const { portalId, providerId } = c.req.valid('param')
  const { provider } = await requireProvider(db, viewer, portalId, providerId)
  const rows = await listJwtKeys(db, viewer.accountId, provider.id)
  return c.json({ keys: rows.map(presentJwtKey) }, 200)
})

const addKey = createRoute({
  method: 'post',
  path: '/portals/{portalId}/identity-providers/{providerId}/keys',
  tags,
  summary: 'Add a key: a public one of the site, or a secret that is told this once',
  description: 'Without `Idempotency-Key`: an answer that is kept for repetition would keep the secret.',
  request: { params: providerParams, body: jsonBody(createJwtKeyBody) },
  responses: { 201: json(newJwtKey, 'The key, and its secret if it has one'), ...refusals },
})
identityProviderRoutes.openapi(addKey, async (c) => {
  const viewer = requireStaff(c.var.viewer)
  return c.json(await addJwtKey(c.var.deps, viewer, c.req.valid('param'), c.req.valid('json')), 201)
})

const removeKey = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/identity-providers/{providerId}/keys/{keyId}',
  tags,
  summary: 'Take a key back',
  request: { params: keyParams },
  responses: { 204: { description: 'Tokens that it signed are refused from now on' }, ...refusals },
})
identityProviderRoutes.openapi(removeKey, async (c) => {
  await removeJwtKey(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param'))
  return c.body(null, 204)
})

const readMetadata = createRoute({
  method: 'post',
  path: '/portals/{portalId}/saml-metadata',
  tags,
  summary: 'Read what a SAML provider says of itself',
  description: 'Nothing is saved: look at it, compare the fingerprints, and save a provider with it.',
  request: { params: portalParams, body: jsonBody(readSamlMetadataBody) },
  responses: { 200: json(samlMetadata, 'For a provider of kind saml'), ...errors('portal_not_found', 'sign_in_required', 'not_allowed') },
})
identityProviderRoutes.openapi(readMetadata, async (c) => {
  await requirePortal(c.var.deps.db, requireStaff(c.var.viewer), c.req.valid('param').portalId)
  return c.json(await readProviderMetadata(c.var.deps, c.req.valid('json')), 200)
})

const startCheckRoute = createRoute({
  method: 'post',
  path: '/portals/{portalId}/sign-in-checks',
  tags,
  summary: 'Begin a test sign-in through a provider',
  description:
    'Open the address in a window of the same browser. Nobody is signed in by it and no contact is made. The provider may be off.',
  request: { params: portalParams, body: jsonBody(startSignInCheckBody) },
  responses: { 201: json(startedSignInCheck, 'The address to open'), ...refusals },
})
identityProviderRoutes.openapi(startCheckRoute, async (c) => {
  const { portalId } = c.req.valid('param')
  return c.json(await startCheck(c.var.deps, requireStaff(c.var.viewer), portalId, c.req.valid('json').providerId), 201)
})

const readCheckRoute = createRoute({
  method: 'get',
  path: '/portals/{portalId}/sign-in-checks/{checkId}',
  tags,
  summary: 'What became of a test sign-in',
  description: 'For whoever began it alone, for fifteen minutes.',
  request: { params: z.object({ portalId: id, checkId: id }) },
  responses: { 200: json(signInCheck, 'The log of every check, and whom it would have been for'), ...refusals },
})
identityProviderRoutes.openapi(readCheckRoute, async (c) => {
  const { portalId, checkId } = c.req.valid('param')
  return c.json(await readCheck(c.var.deps, requireStaff(c.var.viewer), portalId, checkId), 200)
})
