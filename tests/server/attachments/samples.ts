import { crc32 } from 'node:zlib'

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

/** A zip archive of stored entries. */
export function zipOf(entries: Record<string, string>): Buffer {
  const parts = Object.entries(entries).map(([name, text]) => {
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt32LE(crc32(text), 14)
    header.writeUInt32LE(text.length, 18)
    header.writeUInt32LE(text.length, 22)
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, Buffer.from(name), Buffer.from(text)])
  })
  return Buffer.concat([...parts, bytes('PK\u0005\u0006'), Buffer.alloc(18)])
}

const contentTypes = (kind: string) =>
  `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml" PartName="/x.xml"/></Types>`

export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/** Name, bytes, and the type that the server must find. */
export const allowed: readonly (readonly [name: string, content: Buffer, type: string])[] = [
  ['photo.png', png, 'image/png'],
  [
    'photo.jpeg',
    bytes(
      [0xff, 0xd8, 0xff, 0xe0, 0, 16],
      'JFIF\u0000',
      Array.from({ length: 40 }, () => 1),
    ),
    'image/jpeg',
  ],
  ['fun.gif', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0, 0x3b]), 'image/gif'],
  [
    'photo.webp',
    bytes(
      'RIFF',
      [30, 0, 0, 0],
      'WEBPVP8 ',
      Array.from({ length: 30 }, () => 0),
    ),
    'image/webp',
  ],
  ['invoice.pdf', bytes('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf'],
  ['read me.txt', Buffer.from('Hei på deg\r\nÆrlig talt 🙂\n'), 'text/plain'],
  ['server.log', Buffer.from('<34>Oct 11 22:14:15 su: failed\n'), 'text/plain'],
  ['table.csv', Buffer.from('a;b\n1;2\n'), 'text/csv'],
  ['settings.json', Buffer.from('{"a": 1}'), 'application/json'],
  ['logs.zip', zipOf({ 'a.txt': 'a', 'b.txt': 'b' }), 'application/zip'],
  ['logs.tar.gz', bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 'application/gzip'],
  [
    'letter.docx',
    zipOf({ '[Content_Types].xml': contentTypes('wordprocessingml.document'), 'word/document.xml': '<w/>' }),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  [
    'sums.xlsx',
    zipOf({ '[Content_Types].xml': contentTypes('spreadsheetml.sheet'), 'xl/workbook.xml': '<w/>' }),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  [
    'talk.pptx',
    zipOf({ '[Content_Types].xml': contentTypes('presentationml.presentation'), 'ppt/p.xml': '<w/>' }),
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  ['letter.odt', zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'application/vnd.oasis.opendocument.text'],
  ['sums.ods', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'application/vnd.oasis.opendocument.spreadsheet'],
  ['film.mp4', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isomiso2mp41'), 'video/mp4'],
  [
    'film.webm',
    bytes(
      [0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x84],
      'webm',
      [0x42, 0x87, 0x81, 0x02],
      Array.from({ length: 20 }, () => 0),
    ),
    'video/webm',
  ],
  [
    'song.mp3',
    bytes(
      'ID3',
      [3, 0, 0, 0, 0, 0, 0],
      [0xff, 0xfb, 0x90, 0x64],
      Array.from({ length: 60 }, () => 0),
    ),
    'audio/mpeg',
  ],
  [
    'song.ogg',
    bytes(
      'OggS',
      [0, 2],
      Array.from({ length: 20 }, () => 0),
      [1, 30, 1],
      'vorbis',
      Array.from({ length: 30 }, () => 0),
    ),
    'audio/ogg',
  ],
]

/** Name and bytes of what no attachment may be. */
export const refused: readonly (readonly [name: string, content: Buffer])[] = [
  ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['drawing.png', Buffer.from('\ufeff  <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['page.txt', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
  ['page.html', Buffer.from('\n <html><body>x</body></html>')],
  ['data.xml', Buffer.from('<?xml version="1.0"?><a/>')],
  ['run.txt', Buffer.from('#!/bin/sh\nrm -rf /\n')],
  [
    'setup.exe',
    bytes(
      'MZ',
      [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff],
      Array.from({ length: 80 }, () => 0),
    ),
  ],
  [
    'photo.png',
    bytes(
      [0x7f],
      'ELF',
      [2, 1, 1],
      Array.from({ length: 60 }, () => 0),
    ),
  ],
  ['notes.txt', bytes('some text', [0], 'and a zero')],
  ['notes.txt', bytes([0xff, 0xfe, 0x41, 0x42, 0xc3, 0x28])],
  [
    'old.doc',
    bytes(
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      Array.from({ length: 600 }, () => 0),
    ),
  ],
  ['app.jar', zipOf({ 'META-INF/MANIFEST.MF': 'Main-Class: X' })],
]
