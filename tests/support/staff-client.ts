import { randomUUID } from 'node:crypto'
import type { Send } from './contact-client.ts'

/** A staff member's browser on the backend's own pages. */
export class StaffClient {
  cookie = ''
  readonly send: Send
  readonly publicUrl: string

  constructor(send: Send, publicUrl: string) {
    this.send = send
    this.publicUrl = publicUrl
  }

  /** Sends one request below `/api/v1/staff` as a page of the backend would. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('Sec-Fetch-Site', 'same-origin')
    if (init.method && init.method !== 'GET') headers.set('Origin', this.publicUrl)
    if (this.cookie) headers.set('Cookie', this.cookie)
    const response = await this.send(`/api/v1/staff${path}`, { ...init, headers })
    const setCookie = response.headers.get('Set-Cookie')
    if (setCookie) this.cookie = setCookie.split(';')[0] ?? ''
    return response
  }

  get(path: string): Promise<Response> {
    return this.fetch(path)
  }

  json(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    })
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.json('POST', path, body, headers)
  }

  /** Signs in. @throws Error when the server refuses. */
  async signIn(email: string, password: string): Promise<this> {
    const response = await this.post('/session', { email, password })
    if (response.status !== 200) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`)
    return this
  }
}
