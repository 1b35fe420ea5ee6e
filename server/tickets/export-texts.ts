import type { usualColumns } from '../../shared/list-filter.ts'

/** Languages that files are written in. */
export type ExportLanguage = 'en' | 'nb'

export interface ExportTexts {
  columns: Record<(typeof usualColumns)[number], string>
  open: string
  closed: string
  yes: string
  no: string
  /** Begins the name of the file. */
  fileName: string
  /** The last line, when there are more than `count` tickets. */
  cut: (count: number) => string
}

export const exportTexts: Record<ExportLanguage, ExportTexts> = {
  en: {
    columns: {
      number: 'ID',
      subject: 'Subject',
      requester: 'Opened by',
      created: 'Created',
      activity: 'Last activity',
      status: 'Status',
    },
    open: 'Open',
    closed: 'Closed',
    yes: 'Yes',
    no: 'No',
    fileName: 'tickets',
    cut: (count) => `There are more tickets. This file has the first ${count.toLocaleString('en')}.`,
  },
  nb: {
    columns: {
      number: 'ID',
      subject: 'Emne',
      requester: 'Meldt av',
      created: 'Opprettet',
      activity: 'Siste aktivitet',
      status: 'Status',
    },
    open: 'Åpen',
    closed: 'Lukket',
    yes: 'Ja',
    no: 'Nei',
    fileName: 'saker',
    cut: (count) => `Det finnes flere saker. Denne filen har de første ${count.toLocaleString('nb')}.`,
  },
}
