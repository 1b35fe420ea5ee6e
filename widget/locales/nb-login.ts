/** What logging in by other ways says in bokmål: fetched with those ways, so that a list need not wait for it. */
export { wayTexts } from './nb/login-ways.ts'
