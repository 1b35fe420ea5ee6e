/**
 * What editors and documentation tools read of the customer elements: attributes, events, slots, parts and custom properties as
 * their doc blocks say. Reactive state that is no attribute is left out: only what has an `@attribute` line is one.
 */
export default {
  globs: ['widget/base/portal-element.ts', 'widget/{login,portal,portal-link,support-form,ticket-detail,ticket-list}/*.ts'],
  outdir: 'dist',
  // It would write the folder of whichever run was last into package.json.
  packagejson: false,
  litelement: true,
  plugins: [
    {
      name: 'documented-attributes',
      analyzePhase({ node, moduleDoc }) {
        for (const declaration of moduleDoc.declarations ?? []) {
          if (!declaration.attributes || node.name?.getText?.() !== declaration.name) continue
          const documented = documentedAttributes(node)
          declaration.attributes = declaration.attributes.filter((attribute) => documented.has(attribute.name))
        }
      },
      packageLinkPhase({ customElementsManifest }) {
        for (const module of customElementsManifest.modules) {
          module.declarations = module.declarations?.filter((declaration) => declaration.tagName)
          for (const { attributes = [], events = [], members = [] } of module.declarations ?? []) {
            // `emit(name, …)` of the base class is how events are fired, and none itself.
            events.splice(0, events.length, ...events.filter((event) => event.name.startsWith('cp-')))
            const names = new Set(attributes.map((attribute) => attribute.fieldName ?? attribute.name))
            members.splice(0, members.length, ...members.filter((member) => names.has(member.name)))
          }
        }
        customElementsManifest.modules = customElementsManifest.modules.filter((module) => module.declarations?.length)
      },
    },
  ],
}

function documentedAttributes(node) {
  const text = (node.jsDoc ?? []).map((block) => block.getFullText()).join('\n')
  return new Set([...text.matchAll(/@attribute\s+(?:\{[^}]*\}\s+)?([\w-]+)/g)].map((match) => match[1]))
}
