import { noChange } from 'lit'
import { Directive, directive, type ChildPart, type DirectiveResult } from 'lit/directive.js'
import { insertPart, removePart, setChildPartValue } from 'lit/directive-helpers.js'

class KeyedList extends Directive {
  private parts = new Map<string, ChildPart>()

  render(_items: readonly unknown[], _keyOf: (item: unknown) => string, _draw: (item: unknown, index: number) => unknown): unknown {
    return noChange
  }

  override update(list: ChildPart, [items, keyOf, draw]: Parameters<this['render']>): unknown {
    const before = this.parts
    const keys = items.map(keyOf)
    for (const [key, part] of before) {
      if (keys.includes(key)) continue
      removePart(part)
      before.delete(key)
    }
    this.parts = new Map()
    const standing = [...before.keys()]
    for (const [index, key] of keys.entries()) {
      const next = before.get(standing[0] ?? '')
      const at = standing.indexOf(key)
      const part = at === 0 && next ? next : insertPart(list, next, before.get(key))
      if (at >= 0) standing.splice(at, 1)
      this.parts.set(key, setChildPartValue(part, draw(items[index], index)))
    }
    return noChange
  }
}

/**
 * A list that keeps what it drew with the item's key, so that focus and clicks stay with their item. A third of Lit's `repeat`,
 * which finds the fewest moves for any new order: here what comes to the front moves alone, as tickets do. Keys are unique.
 */
export const keyedList = directive(KeyedList) as <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  draw: (item: Item, index: number) => unknown,
) => DirectiveResult
