/** Words of the login. This is the shape: another language lacks nothing that stands here. */
export const loginTexts = {
  logInTitle: 'Log in',
  logInIntro: (portal: string) => `to ${portal}`,
  logInAgain: 'Your session has ended. Log in again to go on; what you typed is kept.',
  email: 'E-mail address',
  password: 'Password',
  showPassword: 'Show password',
  show: 'Show',
  hide: 'Hide',
  capsLock: 'Caps Lock is on.',
  logIn: 'Log in',
  loggingIn: 'Logging in…',
  loggedInAs: (name: string) => `Logged in as ${name}`,
  logInFailed: 'Address and password do not match. Check both and try again.',
  logInLocked: (seconds: number) =>
    seconds < 90
      ? `Too many tries. Wait ${Math.max(1, Math.ceil(seconds))} seconds, then try again.`
      : `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`,
  logInBusy: 'Too many people are logging in right now. Try again in a moment.',
  logInOffline: 'No connection to the portal. Check your connection and try again.',
  logInDenied: 'You have no access to this portal. Ask the people who run this site.',
  logInMethodOff: 'This way to log in is not offered here any more.',
  forgotPassword: 'Forgot your password?',
  logInByMail: 'Log in by mail instead',
  registerHere: 'Register here',
  logInWith: (provider: string) => `Log in with ${provider}`,
  windowOpen: (provider: string) => `Log in with ${provider} in the window that has opened. Did you close it? Then try again.`,
  windowFailed: 'You have not been logged in. Try again; if it does not work, tell the people who run this site.',
  loggedOutTitle: 'You are logged out',
  loggedOutIntro: 'Log in again when you want to come back.',
  deniedTitle: 'You have no access',
  deniedBack: 'Log in as somebody else',
  windowHint: 'Your password is asked for in a window of the portal, not on this page.',
  windowOpenOwn: 'Log in in the window that has opened. Did you close it? Then try again.',
}

export type LoginTexts = typeof loginTexts
