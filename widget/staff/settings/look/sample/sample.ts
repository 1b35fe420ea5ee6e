import '../../../../start.ts'
import '../../../../login/login.ts'
import '../../../../support-form/support-form.ts'
import '../../../../ticket-detail/ticket-detail.ts'
import { joinConnection, type Connection, type ConnectionMember } from '../../../../base/connection.ts'
import { me, sampleAnswer, samplePortal } from './answers.ts'
import { readyMessage, type LookMessage, type SampleView } from './message.ts'

const tags: Record<SampleView, string> = {
  list: 'cp-ticket-list',
  ticket: 'cp-ticket-detail',
  form: 'cp-support-form',
  login: 'cp-login',
}

const portalKey = 'sample'
let message: LookMessage | undefined
let connection: Connection | undefined

// Nothing leaves this page: its policy forbids every connection, and what the elements ask for is answered here.
window.fetch = async () => (message ? Response.json(samplePortal(message)) : new Response(null, { status: 503 }))

const page = new CSSStyleSheet()
page.replaceSync(`
  body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; overflow: hidden }
  :root { color-scheme: light; background: #fff; color: #1d2433 }
  :root.dark { color-scheme: dark; background: #12161f; color: #e8eaf0 }
  cp-login { display: block; max-inline-size: 400px; margin-inline: auto }
  @media (width < 500px) { body { padding: 14px } }`)
document.adoptedStyleSheets = [page]

window.addEventListener('message', ({ origin, source, data }: MessageEvent<LookMessage>) => {
  if (origin !== location.origin || source !== window.parent || data.type !== 'cp-look') return
  const before = message
  message = data
  document.documentElement.className = data.page
  if (!connection || before?.view !== data.view) connection = begin(data)
  connection.themeSheet.replaceSync(data.css)
  if (before && JSON.stringify(before.portal) === JSON.stringify(data.portal)) return
  connection.portal = samplePortal(data)
  for (const element of document.body.children) element.setAttribute('lang', data.portal.language)
  connection.changed()
})
window.parent.postMessage(readyMessage, location.origin)

function begin({ view, portal }: LookMessage): Connection {
  const member: ConnectionMember = Object.assign(document.createElement('span'), { connectionChanged: () => undefined })
  const joined = joinConnection(portalKey, member)
  const { session } = joined
  session.send = async (request) => sampleAnswer(request, message?.portal.language ?? 'en')
  if (view === 'login') session.state = 'out'
  else Object.assign(session, { me, state: 'in' })
  const element = document.createElement(tags[view])
  element.setAttribute('portal', portalKey)
  element.setAttribute('lang', portal.language)
  if (view === 'ticket') element.setAttribute('ticket-id', 'sample0')
  document.body.replaceChildren(element)
  return joined
}
