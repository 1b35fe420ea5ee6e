import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A process that asks, beside the server that is measured. */
export interface Client {
  send: (message: object | string) => void
  /** Its next message. @throws Error when it ends before. */
  message: () => Promise<unknown>
  end: () => void
}

/** Starts a file of this folder as a process. It ends with this one. */
export function startClient(file: string): Client {
  const child = fork(join(import.meta.dirname, file), { execArgv: [] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    send: (message) => void child.send(message),
    message: () =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`${file} ended with ${code}.`))
        child.once('exit', ended)
        child.once('message', (message) => {
          child.removeListener('exit', ended)
          resolve(message)
        })
      }),
    end() {
      process.removeListener('exit', kill)
      kill()
    },
  }
}
