import type { Rule } from '../../shared/filter-rule.ts'
import { rule as ruleSchema } from '../../shared/filters.ts'
import type { RuleByNames } from '../../shared/settings-file.ts'
import { fieldCodeOf } from '../http/router.ts'
import type { Book, Names } from './names.ts'
import { problemAt, SettingsFileError } from './problem.ts'

/** Properties whose values are ids, and what those are called. */
function bookFor(names: Names, property: unknown): Book | undefined {
  return property === 'ticket.pipeline' ? names.pipelines : property === 'ticket.stage' ? names.stages : undefined
}

/** A rule as it stands in a file. */
export function ruleToFile(rule: Rule | null, names: Names): RuleByNames | null {
  return (
    rule && {
      groups: rule.groups.map(({ conditions }) => ({
        conditions: conditions.map((condition) => {
          const book = bookFor(names, condition.property)
          const value: unknown = 'value' in condition ? condition.value : undefined
          if (!book || !Array.isArray(value)) return { ...condition }
          return { ...condition, value: value.map((one) => book.nameOf.get(String(one)) ?? String(one)) }
        }),
      })),
    }
  )
}

/** A rule as the server checks it. @throws SettingsFileError naming what does not exist, or cannot stand in a rule. */
export function ruleFromFile(rule: RuleByNames | null, names: Names, path: string): Rule | null {
  if (!rule) return null
  const byId = {
    groups: rule.groups.map(({ conditions }, group) => ({
      conditions: conditions.map((condition, index) => {
        const book = bookFor(names, condition.property)
        const { value } = condition
        if (!book || !Array.isArray(value)) return condition
        return { ...condition, value: value.map((one) => idIn(book, one, `${path}.groups.${group}.conditions.${index}.value`)) }
      }),
    })),
  }
  const read = ruleSchema.safeParse(byId)
  if (read.success) return read.data
  throw new SettingsFileError(read.error.issues.map((issue) => problemAt([path, ...issue.path.map(String)].join('.'), fieldCodeOf(issue))))
}

/** The id of what a file names. @throws SettingsFileError when there is none. */
export function idIn(book: Book, name: unknown, path: string): string {
  const id = typeof name === 'string' ? book.idOf.get(name) : undefined
  if (id === undefined) {
    const words = `names "${String(name).slice(0, 120)}", which does not exist.`
    throw new SettingsFileError([problemAt(path, 'not_a_choice', words)])
  }
  return id
}
