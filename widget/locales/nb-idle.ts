/** What the warning before a session ends says in bokmål: fetched with it. */
export { idleTexts } from './nb/idle.ts'
