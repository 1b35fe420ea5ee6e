/** What being signed in by the host page says in bokmål: fetched with it. */
export { identifyTexts } from './nb/identify.ts'
