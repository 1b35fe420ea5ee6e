/** What the account view says in bokmål: fetched with it, so that a list need not wait for it. */
export { accountTexts } from './nb/account.ts'
