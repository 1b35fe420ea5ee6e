import type { settingsFile as english } from '../en/settings-file.ts'

/** Innstillinger som fil. */
export const settingsFile: typeof english = {
  title: 'Innstillinger som fil',
  lead: 'Alt som er stilt inn på disse sidene, i én fil: til å ta vare på, sammenligne, lese gjennom som kode, eller sette opp en annen installasjon uten et klikk.',
  exportTitle: 'Eksport',
  export: 'Last ned innstillingsfilen',
  exporting: 'Klargjør …',
  exported: 'Filen ligger blant nedlastingene dine.',
  fileName: 'kundeportal-innstillinger',
  isIn: 'I filen',
  isInList: [
    'Portaler med alle innstillinger, tekster på sider og i e-poster, samtykke, utseende og meny',
    'Skjemaer, innbokser, pipelines, trinn og egenskaper',
    'Lister: navn, og reglene til lister som har en',
    'Merkevaren med opplastede bilder, domener, kontoens navn og tidssone',
    'Identitetstilbydere, uten hemmelighetene deres',
  ],
  isNotIn: 'Ikke i filen',
  isNotInList: [
    'Personer: team, kunder, firmaer, hvem som står på en liste',
    'Saker, meldinger og filer',
    'Hemmeligheter: passord, nøkler, klienthemmeligheter. En import beholder dem som finnes, og sier hvilke som må fylles inn på siden',
    'ID-er i databasen: alt kalles ved navn',
  ],
  leftOut: (what) => `Rollen din ser ikke ${what}: filen kommer uten, og en import lar det være som det er.`,
  leftOutAccount: 'kontoens navn og tidssone',
  leftOutLists: 'lister',
  and: ' og ',
  useTitle: 'Sammenlign og importer',
  useText:
    'På serveren, fra kommandolinjen, med de samme kontrollene som disse sidene: hele filen eller ingenting. Det en fil utelater, blir som det er.',
  diff: 'Hva som ville endres',
  import: 'Importer, etter å ha vist hva som endres og spurt',
  prune: 'Det samme, og slett det filen ikke nevner',
  copy: { copy: 'Kopier', copied: 'Kopiert', copyFailed: 'Marker teksten og kopier den selv.' },
  history: 'Hver endring en fil gjør, står i historikken under «En innstillingsfil».',
}
