import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeReplier, prepareDatabase } from '../support/reply-target.ts'
import { ServerProcess } from '../support/server-process.ts'

const replies = 100

test(`the disk has every reply before its sender is told: ${replies} of ${replies}`, { timeout: 300_000 }, async () => {
  if (spawnSync('strace', ['-V']).status !== 0) {
    throw new Error('This test watches the system calls of the server and needs strace: apt-get install -y strace (Linux only).')
  }
  const folder = mkdtempSync(join(tmpdir(), 'portal-strace-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = join(folder, 'calls')
  // -y names the file behind a descriptor; -s 40 shows the beginning of what is written.
  const server = await ServerProcess.create({
    prefix: ['strace', '-f', '-y', '-s', '40', '-e', 'trace=fsync,fdatasync,write,writev,sendto,sendmsg', '-o', log],
  })
  onTestFinished(() => server.remove())
  const account = await prepareDatabase(server.databaseUrl)
  await server.start()
  const { client, path } = await makeReplier(server, account, 'anna')
  for (let index = 1; index <= replies; index += 1) {
    const response = await client.post(path, { text: `reply ${index}` })
    expect(response.status).toBe(201)
  }
  await server.end('SIGTERM')

  const answers = answersOf(readFileSync(log, 'utf8')).slice(-replies)
  expect(answers).toHaveLength(replies)
  expect(answers.filter((answer) => answer.wasSynced)).toHaveLength(replies)
})

/** Every `201 Created` that the server wrote, and whether the database's log was synced after the answer before. */
function answersOf(calls: string): { wasSynced: boolean }[] {
  const answers: { wasSynced: boolean }[] = []
  let wasSynced = false
  for (const line of calls.split('\n')) {
    if (/\b(fsync|fdatasync)\(\d+<[^>]*portal\.sqlite-wal>/.test(line)) wasSynced = true
    if (/"HTTP\/1\.1 201 /.test(line)) {
      answers.push({ wasSynced })
      wasSynced = false
    }
  }
  return answers
}
