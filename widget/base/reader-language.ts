import type { ReactiveControllerHost } from 'lit'
import type { Texts } from '../locales/en.ts'
import { startTexts, type StartTexts } from '../locales/en/start.ts'
import { TimeFormat } from '../ui/relative-time.ts'
import { chooseLanguage, loadTexts, type Language } from './texts.ts'

/** The words of the start chunk, and those of the areas that an element names besides. */
export type TextsOf<Word extends keyof Texts> = Pick<Texts, keyof StartTexts | Word>

interface Spoken<Word extends keyof Texts> {
  language: Language
  texts: TextsOf<Word>
  times: TimeFormat
}

/** The language that an element speaks: the page's around it, else the portal's. Its texts may have to be fetched first. */
export class ReaderLanguage<Word extends keyof Texts> {
  private readonly host: ReactiveControllerHost & Element
  private readonly english: TextsOf<Word>
  private spoken: Spoken<Word> | undefined

  /** `more`: the element's own words in English. */
  constructor(host: ReactiveControllerHost & Element, more: Pick<Texts, Word>) {
    this.host = host
    this.english = { ...startTexts, ...more } as TextsOf<Word>
  }

  /** False while the language is not known or its texts are on their way. */
  get isReady(): boolean {
    return this.spoken !== undefined
  }

  /** Words of the reader's language. */
  get texts(): TextsOf<Word> {
    return this.spoken?.texts ?? this.english
  }

  /** Tag by which numbers are written. */
  get locale(): string {
    return this.times.locale
  }

  /** How dates and times are written. */
  get times(): TimeFormat {
    return this.spoken?.times ?? new TimeFormat('en')
  }

  /** Chooses again. `portalLanguage` is undefined, and `isSettled` false, until the portal's settings are there or are known to be missing. */
  choose(portalLanguage: string | undefined, isSettled: boolean, offered?: readonly string[]): void {
    const wanted = nearestLang(this.host)
    if (!wanted && !isSettled) return
    const language = chooseLanguage([wanted, portalLanguage], undefined, offered)
    if (language.code === this.spoken?.language.code && language.locale === this.spoken.language.locale) return
    const texts = loadTexts(language.code)
    if (!texts) {
      this.take(language, this.english)
      return
    }
    texts.then(
      (arrived) => this.take(language, arrived),
      () => this.take(language, this.english),
    )
  }

  private take(language: Language, texts: TextsOf<Word>): void {
    this.spoken = { language, texts, times: new TimeFormat(language.locale) }
    this.host.requestUpdate()
  }
}

/** The language that the page says around an element, through shadow roots. */
function nearestLang(element: Element): string | undefined {
  for (let at: Element | undefined = element; at;) {
    const found: Element | null = at.closest('[lang]')
    if (found) return found.getAttribute('lang') ?? undefined
    const root: Node = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : undefined
  }
  return undefined
}
