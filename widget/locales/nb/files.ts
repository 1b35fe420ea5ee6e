import type { FileTexts } from '../en/files.ts'

export const fileTexts: FileTexts = {
  waitForFiles: 'Filer er fortsatt på vei. Svaret sendes så snart de er fremme.',
  replyHasBadFiles: 'Fjern filene som ikke kunne lastes opp, eller prøv dem igjen.',
  download: (name) => `Last ned ${name}`,
  openImage: (name) => `Åpne ${name}`,
  downloadFailed: 'Filen kunne ikke hentes. Prøv igjen.',
  files: 'Filer',
  addFiles: 'Legg ved filer',
  dropHere: 'Slipp filer her',
  fileLimits: (count, size) => `Inntil ${count} filer, ${size} hver. Du kan også dra eller lime inn.`,
  fileTypes: (types) => `Tillatt: ${types}`,
  uploading: (percent) => `Laster opp, ${percent}`,
  uploaded: 'Lastet opp',
  fileTooLarge: (size) => `For stor: høyst ${size}`,
  fileEmpty: 'Filen er tom',
  fileTypeRefused: 'Denne filtypen er ikke tillatt',
  fileTooMany: (count) => `Høyst ${count} filer`,
  fileCutOff: 'Opplastingen ble avbrutt',
  fileOffline: 'Ingen forbindelse',
  fileFailed: 'Opplastingen gikk ikke',
  fileNoRoom: 'Portalen kan ikke ta imot flere filer akkurat nå',
}
