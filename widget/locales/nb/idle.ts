import type { IdleTexts } from '../en/idle.ts'

export const idleTexts: IdleTexts = {
  title: 'Er du der fortsatt?',
  text: (portal: string) =>
    `Du blir snart logget ut av ${portal}, fordi ingenting har skjedd på en stund. Det du har skrevet, blir tatt vare på.`,
  left: (seconds: number) => (seconds === 1 ? '1 sekund igjen' : `${seconds} sekunder igjen`),
  stay: 'Forbli innlogget',
  leave: 'Logg ut nå',
}
