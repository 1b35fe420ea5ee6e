/** Words of signing in whom the host page names. This is the shape: another language lacks nothing that stands here. */
export const identifyTexts = {
  working: 'Logging you in…',
  failed: 'You could not be logged in by this site',
  failedHint: 'Log in on this site once more, or try again.',
  otherWay: 'Log in another way',
}

export type IdentifyTexts = typeof identifyTexts
