import type { IdentifyTexts } from '../en/identify.ts'

export const identifyTexts: IdentifyTexts = {
  working: 'Logger deg inn…',
  failed: 'Nettstedet kunne ikke logge deg inn',
  failedHint: 'Logg inn på nettstedet på nytt, eller prøv igjen.',
  otherWay: 'Logg inn på en annen måte',
}
