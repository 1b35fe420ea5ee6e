import { build } from 'esbuild'
import { root } from '../support/stage.ts'

/** A script that stands where that of bokmål stands: all texts of the elements in the pseudo-language. */
export async function buildPseudoLanguage(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { en } from './widget/locales/en.ts'
        import { wayTexts as englishWays } from './widget/locales/en/login-ways.ts'
        import { inPseudoLanguage } from './tests/screenshots/pseudo-language.ts'
        export const nb = inPseudoLanguage(en)
        export const wayTexts = { ...inPseudoLanguage(englishWays), language: 'nb' }`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
