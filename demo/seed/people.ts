import type { StaffPermission } from '../../shared/auth.ts'

/** Everybody in the demo signs in with this. Seeded only for a server that listens on loopback. */
export const demoPassword = 'portal-demo-2026'

/** A contact of the demo. Those without `canSignIn` never set a password. */
export interface Person {
  name: string
  email: string
  company: string | null
  canSignIn?: true
}

export const anna: Person = { name: 'Anna Lindqvist', email: 'anna@nordvik.example', company: 'Nordvik', canSignIn: true }
export const ben: Person = { name: 'Ben Haugen', email: 'ben@nordvik.example', company: 'Nordvik', canSignIn: true }
export const cleo: Person = { name: 'Cleo Marsh', email: 'cleo@birka.example', company: 'Birka', canSignIn: true }
export const layla: Person = { name: 'ليلى حداد', email: 'layla@nordvik.example', company: 'Nordvik', canSignIn: true }
export const frida: Person = { name: 'Frida 🦊 Solheim', email: 'frida@nordvik.example', company: 'Nordvik' }
export const longName: Person = {
  name: 'Bartholomew Featherstonehaugh-Cholmondeley van der Wigglesworth',
  email: 'bartholomew.featherstonehaugh-cholmondeley@birka.example',
  company: 'Birka',
}
/** Belongs to no company: sees own tickets alone, whatever the portal allows. */
export const emil: Person = { name: 'Emil Strand', email: 'emil@strand.example', company: null, canSignIn: true }

export const contacts: readonly Person[] = [
  anna,
  ben,
  cleo,
  layla,
  frida,
  longName,
  emil,
  { name: 'Ingrid Aas', email: 'ingrid@nordvik.example', company: 'Nordvik' },
  { name: 'David Okafor', email: 'david@birka.example', company: 'Birka' },
  { name: 'Sofie Nyhus', email: 'sofie@havnkaffe.example', company: 'Havn Kaffe', canSignIn: true },
  { name: 'Henrik Moe', email: 'henrik@havnkaffe.example', company: 'Havn Kaffe' },
  { name: 'Priya Raman', email: 'priya@skogly.example', company: 'Skogly Sport' },
  { name: 'Jonas Weber', email: 'jonas@skogly.example', company: 'Skogly Sport' },
  { name: 'Marta Kowalska', email: 'marta@lykke.example', company: 'Lykke Leker' },
  { name: 'Tomás Herrera', email: 'tomas@lykke.example', company: 'Lykke Leker' },
  { name: 'Åse Ødegård', email: 'ase@fjellbok.example', company: 'Fjell Bokhandel' },
]

export const companies = ['Nordvik', 'Birka', 'Havn Kaffe', 'Skogly Sport', 'Lykke Leker', 'Fjell Bokhandel'] as const

/** A member of the staff. */
export interface Member {
  name: string
  email: string
  permissions: readonly StaffPermission[]
}

export const agent: Member = { name: 'Maja Berg', email: 'agent@demo.example', permissions: ['inbox.answer', 'contacts.edit'] }
export const admin: Member = {
  name: 'Oskar Lund',
  email: 'admin@demo.example',
  permissions: ['inbox.answer', 'contacts.edit', 'portal.settings', 'account.admin'],
}

export const dag: Person = { name: 'Dag Fossheim', email: 'dag@fossheim.example', company: 'Fossheim Gård', canSignIn: true }

/** The other account: its own company, and a contact who has Anna's address there too. Nothing of it is Kvist's. */
export const powerContacts: readonly Person[] = [
  { name: 'Anna Lindqvist', email: 'anna@nordvik.example', company: 'Nordvik', canSignIn: true },
  dag,
]

export const powerAgent: Member = { name: 'Live Solbakken', email: 'agent@solbakken.example', permissions: admin.permissions }
