import { html, Html } from './html.ts'

/** The parts of an OpenAPI 3.1 document that the page shows. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string }
  /** Path → method → operation. */
  paths?: object
  components?: { schemas?: object }
}

interface Operation {
  summary?: string
  description?: string
  parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>
}

interface Schema {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  enum?: readonly unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: readonly string[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  description?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The API's reference as one plain page: operations by group, then the schemas they name. No script. */
export function renderApiDocs(document: ApiDocument): Html {
  const groups = groupOperations(document)
  const schemas = Object.entries(document.components?.schemas ?? {})
  return html`<div class="docs">
    <nav aria-label="Contents">
      <b>${document.info.title}</b>${[...groups].map(
        ([group, operations]) =>
          html`<a class="group" href="#${slug(group)}">${group}</a
            >${operations.map(({ id, method, path, operation }) => html`<a href="#${id}">${operation.summary ?? `${method.toUpperCase()} ${path}`}</a>`)}`,
      )}<a class="group" href="#schemas">Schemas</a>${schemas.map(([name]) => html`<a href="#${schemaId(name)}">${name}</a>`)}
    </nav>
    <main>
      <h1>${document.info.title} <small>${document.info.version}</small></h1>
      <p>${withCode(document.info.description ?? '')}</p>
      <p>The same as a file: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).</p>
      ${[...groups].map(
        ([group, operations]) =>
          html`<h2 id="${slug(group)}">${group}</h2>
            ${operations.map(renderOperation)}`,
      )}
      <h2 id="schemas">Schemas</h2>
      ${schemas.map(
        ([name, schema]) =>
          html`<section id="${schemaId(name)}">
            <h3>${name}</h3>
            ${renderSchema(schema as Schema)}
          </section>`,
      )}
    </main>
  </div>`
}

interface ListedOperation {
  id: string
  method: string
  path: string
  operation: Operation
}

function groupOperations(document: ApiDocument): Map<string, ListedOperation[]> {
  const groups = new Map<string, ListedOperation[]>()
  for (const [path, operations] of Object.entries((document.paths ?? {}) as Record<string, Record<string, unknown>>)) {
    for (const method of methods) {
      const operation = operations[method] as Operation | undefined
      if (!operation) continue
      const group = groupOf(path)
      const listed = groups.get(group) ?? []
      listed.push({ id: slug(`${method} ${path}`), method, path, operation })
      groups.set(group, listed)
    }
  }
  return groups
}

function groupOf(path: string): string {
  if (path.startsWith('/api/v1/portals')) return 'Customers'
  return path.startsWith('/api/v1/staff') ? 'Staff' : 'Other'
}

function renderOperation({ id, method, path, operation }: ListedOperation): Html {
  const { parameters = [], requestBody, responses = {} } = operation
  const bodies = Object.entries(requestBody?.content ?? {})
  return html`<section id="${id}">
    <h3>
      <code><b class="${method}">${method.toUpperCase()}</b> ${path}</code>
    </h3>
    ${operation.summary ? html`<p>${operation.summary}</p>` : null}${operation.description ? html`<p>${operation.description}</p>` : null}
    ${
      parameters.length === 0
        ? null
        : html`<table>
            <caption>
              Parameters
            </caption>
            ${parameters.map(renderParameter)}
          </table>`
    }
    ${bodies.map(
      ([type, { schema }]) =>
        html`<p><b>Body</b> <code>${type}</code> ${describe(schema)}</p>
          ${schema?.$ref ? null : renderSchema(schema ?? {})}`,
    )}
    <table>
      <caption>
        Answers
      </caption>
      ${Object.entries(responses).map(
        ([status, { description, content }]) =>
          html`<tr>
            <th scope="row">${status}</th>
            <td>${description ?? null}</td>
            <td>${Object.values(content ?? {}).map(({ schema }) => describe(schema))}</td>
          </tr>`,
      )}
    </table>
  </section>`
}

function renderParameter(parameter: NonNullable<Operation['parameters']>[number]): Html {
  return html`<tr>
    <th scope="row"><code>${parameter.name}</code></th>
    <td>${parameter.in}${parameter.required ? ', required' : null}</td>
    <td>${describe(parameter.schema)} ${parameter.description ?? null}</td>
  </tr>`
}

function renderSchema(schema: Schema): Html {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return html`<p>${describe(schema)}</p>`
  return html`<table>
    ${properties.map(
      ([name, property]) =>
        html`<tr>
          <th scope="row"><code>${name}</code></th>
          <td>${schema.required?.includes(name) ? 'always' : 'optional'}</td>
          <td>${describe(property)} ${property.description ?? null}</td>
        </tr>`,
    )}
  </table>`
}

/** A schema in a few words, with links to the named ones. */
function describe(schema: Schema | undefined): Html {
  if (!schema) return html``
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return html`<a href="#${schemaId(name)}">${name}</a>`
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices) return join(choices.map(describe), schema.allOf ? ' and ' : ' or ')
  if (schema.enum) return html`<code>${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}</code>`
  if (schema.items) return html`list of ${describe(schema.items)}${schema.maxItems === undefined ? null : `, at most ${schema.maxItems}`}`
  if (schema.properties) return html`object { ${Object.keys(schema.properties).join(', ')} }`
  if (typeof schema.additionalProperties === 'object') return html`map to ${describe(schema.additionalProperties)}`
  const type = typeof schema.type === 'object' ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return html`${[schema.format ?? type, ...boundsOf(schema)].join(', ')}`
}

function boundsOf({ minLength, maxLength, minimum, maximum }: Schema): string[] {
  const characters = [minLength && `at least ${minLength} characters`, maxLength !== undefined && `at most ${maxLength} characters`]
  const numbers = [
    minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && `from ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `to ${maximum}`,
  ]
  return [...characters, ...numbers].filter((text) => typeof text === 'string')
}

function join(parts: readonly Html[], separator: string): Html {
  return new Html(parts.map(({ text }) => text).join(separator))
}

/** Text in which `…` marks code. */
function withCode(text: string): Html {
  return join(
    text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`)),
    '',
  )
}

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
const schemaId = (name: string) => `schema-${slug(name)}`
