export { Html, html } from '../http/html.ts'
