/** One disturbance of the requests whose method and path fit. */
export interface Fault {
  /** Default: any method but OPTIONS, so that the real preflight answers. */
  method?: string
  /** Regular expression, tested on path and query. */
  path: string
  /** `pending` holds the request until the fault is cleared, `offline` cuts the connection, `error` answers with status and code. */
  kind: 'pending' | 'offline' | 'error'
  status?: number
  code?: string
  retryAfterSeconds?: number
  /** How many requests it disturbs before it is spent. Default: all. */
  times?: number
}

type Handler = (request: Request, env: NodeEnv) => Response | Promise<Response>

/** What @hono/node-server hands to an app beside the request. */
export interface NodeEnv {
  incoming: { socket: { destroy: () => void } }
}

/** Stands before the app and does what a bad network or a sick server would do. */
export class FaultSwitch {
  private faults: Fault[] = []
  private waiting: (() => void)[] = []
  private readonly handler: Handler
  /** `METHOD /path?query` of every request that came, preflights included, oldest first. */
  readonly requests: string[] = []

  constructor(handler: Handler) {
    this.handler = handler
  }

  /** Replaces all faults; requests that were held go on. */
  set(faults: Fault[]) {
    this.faults = faults.map((fault) => ({ ...fault }))
    for (const goOn of this.waiting.splice(0)) goOn()
  }

  readonly fetch = async (request: Request, env: NodeEnv): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    this.requests.push(`${request.method} ${pathname}${search}`)
    const fault = this.take(request.method, pathname + search)
    if (fault?.kind === 'offline') {
      env.incoming.socket.destroy()
      return new Response(null, { status: 499 })
    }
    if (fault?.kind === 'error') return errorAnswer(request, fault)
    if (fault?.kind === 'pending') await new Promise<void>((resolve) => this.waiting.push(resolve))
    return this.handler(request, env)
  }

  private take(method: string, path: string): Fault | undefined {
    const found = this.faults.find(
      (fault) => (fault.method ? fault.method === method : method !== 'OPTIONS') && fault.times !== 0 && new RegExp(fault.path).test(path),
    )
    if (found?.times !== undefined) found.times -= 1
    return found
  }
}

function errorAnswer(request: Request, fault: Fault): Response {
  const headers = new Headers({
    'Access-Control-Allow-Origin': request.headers.get('Origin') ?? '*',
    'Access-Control-Expose-Headers': 'Retry-After, DPoP-Nonce, X-Request-Id',
    'Cache-Control': 'no-store',
  })
  if (fault.retryAfterSeconds !== undefined) headers.set('Retry-After', String(fault.retryAfterSeconds))
  return Response.json({ code: fault.code ?? 'internal', requestId: 'fault' }, { status: fault.status ?? 500, headers })
}
