import type { ReactiveControllerHost } from 'lit'
import type { Texts } from '../locales/en.ts'
import { TimeFormat } from '../ui/relative-time.ts'
import { chooseLanguage, loadTexts, type Language } from './texts.ts'

interface Spoken {
  language: Language
  texts: Texts
  times: TimeFormat
}

/** The language that an element speaks: the page's around it, else the portal's. Its texts may have to be fetched first. */
export class ReaderLanguage {
  private readonly host: ReactiveControllerHost & Element
  private spoken: Spoken | undefined

  constructor(host: ReactiveControllerHost & Element) {
    this.host = host
  }

  /** False while the language is not known or its texts are on their way. */
  get isReady(): boolean {
    return this.spoken !== undefined
  }

  /** Words of the reader's language. */
  get texts(): Texts {
    return this.spoken?.texts ?? (loadTexts('en') as Texts)
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
  choose(portalLanguage: string | undefined, isSettled: boolean): void {
    const wanted = nearestLang(this.host)
    if (!wanted && !isSettled) return
    const language = chooseLanguage([wanted, portalLanguage])
    if (language.code === this.spoken?.language.code && language.locale === this.spoken.language.locale) return
    const texts = loadTexts(language.code)
    if (!(texts instanceof Promise)) {
      this.take(language, texts)
      return
    }
    texts.then(
      (arrived) => this.take(language, arrived),
      () => this.take(language, loadTexts('en') as Texts),
    )
  }

  private take(language: Language, texts: Texts): void {
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
