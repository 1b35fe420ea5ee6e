import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'

const types = { A: 1, CNAME: 5, TXT: 16, AAAA: 28 } as const
type RecordType = keyof typeof types

/** A real name server on loopback that says what a test told it, and "no such name" to all else. */
export interface DnsServer {
  /** For `DNS_SERVERS`. */
  address: string
  /** Names that were asked for, as `TXT name`. */
  asked: string[]
  /** Puts records at a name; none takes the name away. */
  set: (type: RecordType, name: string, ...values: string[]) => void
  /** Answers nothing but failures while true. */
  isBroken: boolean
  close: () => void
}

/** Starts the name server on a free port. */
export async function openDnsServer(): Promise<DnsServer> {
  const records = new Map<string, string[]>()
  const socket = createSocket('udp4')
  const server: DnsServer = {
    address: '',
    asked: [],
    isBroken: false,
    set: (type, name, ...values) => records.set(`${type} ${name.toLowerCase()}`, values),
    close: () => void socket.close(),
  }
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    const { name, type, end } = readQuestion(message)
    const word = (Object.keys(types) as RecordType[]).find((one) => types[one] === type)
    server.asked.push(`${String(word)} ${name}`)
    const found = word ? (records.get(`${word} ${name}`) ?? []) : []
    const isKnown = [...records].some(([key, values]) => values.length > 0 && key.endsWith(` ${name}`))
    const code = server.isBroken ? 2 : isKnown ? 0 : 3
    const answers = server.isBroken || !word ? [] : found.map((value) => writeRecord(word, value))
    const head = Buffer.from(message.subarray(0, 12))
    head.writeUInt16BE(0x8180 | code, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(answers.length, 6)
    head.writeUInt32BE(0, 8)
    socket.send(Buffer.concat([head, message.subarray(12, end), ...answers]), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  server.address = `127.0.0.1:${socket.address().port}`
  return server
}

/** RFC 1035 §4.1.2. */
function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('ascii', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

/** RFC 1035 §4.1.3: the name is that of the question. */
function writeRecord(type: RecordType, value: string): Buffer {
  const data = writeData(type, value)
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(types[type], 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(1, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function writeData(type: RecordType, value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number))
  if (type === 'AAAA')
    return Buffer.from(value.split(':').flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]))
  if (type === 'TXT') return Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'ascii')])
  return Buffer.concat([
    ...value.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'ascii')]),
    Buffer.from([0]),
  ])
}
