/** Words of the warning before a session ends for want of activity. This is the shape: another language lacks nothing. */
export const idleTexts = {
  title: 'Are you still there?',
  text: (portal: string) => `You will be logged out of ${portal} soon, because nothing has happened for a while. What you typed is kept.`,
  left: (seconds: number) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
  stay: 'Stay logged in',
  leave: 'Log out now',
}

export type IdleTexts = typeof idleTexts
