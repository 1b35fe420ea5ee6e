/** Words about files that are picked, uploaded and fetched. This is the shape: another language lacks nothing that stands here. */
export const fileTexts = {
  waitForFiles: 'Files are still on their way. The reply is sent as soon as they are there.',
  replyHasBadFiles: 'Remove the files that could not be uploaded, or try them again.',
  download: (name: string) => `Download ${name}`,
  openImage: (name: string) => `Open ${name}`,
  downloadFailed: 'The file could not be fetched. Please try again.',
  files: 'Files',
  addFiles: 'Add files',
  dropHere: 'Drop files here',
  fileLimits: (count: number, size: string) => `Up to ${count} files, ${size} each. Drop or paste works too.`,
  fileTypes: (types: string) => `Allowed: ${types}`,
  uploading: (percent: string) => `Uploading, ${percent}`,
  uploaded: 'Uploaded',
  fileTooLarge: (size: string) => `Too large: at most ${size}`,
  fileEmpty: 'This file is empty',
  fileTypeRefused: 'This type of file is not allowed',
  fileTooMany: (count: number) => `At most ${count} files`,
  fileCutOff: 'The upload was cut off',
  fileOffline: 'No connection',
  fileFailed: 'The upload did not work',
  fileNoRoom: 'The portal cannot take more files right now',
}

export type FileTexts = typeof fileTexts
