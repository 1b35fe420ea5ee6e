import type { z } from '@hono/zod-openapi'
import { settingsFile, settingsFormat, settingsVersion, type SettingsFile } from '../../shared/settings-file.ts'
import { fieldCodeOf } from '../http/router.ts'
import { nearestOf } from './nearest.ts'
import { problemAt, SettingsFileError, type FileProblem } from './problem.ts'

const fileMaxChars = 16_000_000
const depthMax = 24
const toldMax = 50

/** Reads the text of a settings file. @throws SettingsFileError saying where and what is wrong. */
export function readSettingsFile(text: string): SettingsFile {
  if (text.length > fileMaxChars) refuse('', 'too_long', `The file is larger than ${fileMaxChars / 1_000_000} MB.`)
  const value = parse(text.replace(/^\uFEFF/, ''))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('', 'invalid', 'The file does not hold one object { … }.')
  const { format, version } = value as { format?: unknown; version?: unknown }
  if (format !== settingsFormat)
    refuse('format', 'invalid', `is not "${settingsFormat}": this is not a settings file of the customer portal.`)
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    refuse('version', 'invalid', 'is not a whole number from 1 on.')
  if (version > settingsVersion) {
    refuse(
      'version',
      'newer',
      `is ${version}, of a newer customer portal; this one knows up to ${settingsVersion}. Update it first. Nothing was read.`,
    )
  }
  if (depthOf(value) > depthMax) refuse('', 'invalid', `The file is nested deeper than ${depthMax} levels.`)
  const forbidden = forbiddenKey(value, '')
  if (forbidden !== undefined) refuse(forbidden, 'unknown_field', 'is no name of a setting.')
  const read = settingsFile.safeParse(value)
  if (read.success) return read.data
  throw new SettingsFileError(read.error.issues.flatMap((issue) => problemsOf(issue, value)).slice(0, toldMax))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const at = /position (\d+)/.exec(message)?.[1]
    const before = text.slice(0, at === undefined ? text.length : Number(at))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    return refuse(
      '',
      'malformed_json',
      `The file is not JSON: line ${line}, column ${column}. ${message.replace(/ in JSON at position.*/s, '')}.`,
    )
  }
}

function refuse(path: string, code: string, words: string): never {
  throw new SettingsFileError([problemAt(path, code, words)])
}

/** How deep a value is nested; not by recursion, which a file could exhaust. */
function depthOf(value: unknown): number {
  let depth = 0
  let level: unknown[] = [value]
  while (level.length > 0 && depth <= depthMax) {
    depth += 1
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return depth
}

/** The path of a key that would be another one's prototype. */
function forbiddenKey(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const below = path ? `${path}.${key}` : key
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') return below
    const found = forbiddenKey(inner, below)
    if (found !== undefined) return found
  }
  return undefined
}

function problemsOf(issue: z.core.$ZodIssue, value: unknown): FileProblem[] {
  const path = pathInWords(issue.path, value)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const near = nearestOf(key, keysAt(settingsFile, issue.path))
      return problemAt(
        [path, key].filter(Boolean).join('.'),
        'unknown_field',
        `is not known here.${near ? ` Did you mean "${near}"?` : ''}`,
      )
    })
  }
  // A union tells what each of its forms lacks; that something is wrong at this place is enough.
  const code = issue.message === 'duplicate' || issue.message === 'newer' ? issue.message : fieldCodeOf(issue)
  return [problemAt(path, code)]
}

/** `portals.support.title` instead of `portals.0.title`, where what stands there has a name. */
function pathInWords(path: readonly PropertyKey[], value: unknown): string {
  const words: string[] = []
  let at: unknown = value
  for (const key of path) {
    const inner: unknown = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined
    const { slug, key: own, name } = (typeof inner === 'object' && inner !== null ? inner : {}) as Record<string, unknown>
    const named = [slug, own, name].find((one) => typeof one === 'string' && one !== '' && one.length <= 120)
    words.push(Array.isArray(at) && typeof named === 'string' ? named : String(key))
    at = inner
  }
  return words.join('.')
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema
  for (const key of path) {
    at = inside(at)
    const { shape, element, valueType } = (at ?? {}) as { shape?: Record<PropertyKey, unknown>; element?: unknown; valueType?: unknown }
    at = shape?.[key] ?? element ?? valueType
  }
  const { shape } = (inside(at) ?? {}) as { shape?: Record<string, unknown> }
  return Object.keys(shape ?? {})
}

/** A schema without what makes it optional or nullable. */
function inside(schema: unknown): unknown {
  let at = schema
  while (typeof at === 'object' && at !== null && 'unwrap' in at && typeof at.unwrap === 'function' && !('element' in at)) {
    at = (at.unwrap as () => unknown)()
  }
  return at
}
