/** The words of the page that makes the first account. */
export const setUp = {
  title: 'Set up your customer portal',
  intro: 'Make the account and its first administrator: you. Everything here can be changed later.',
  accountName: 'Company',
  accountNameHelp: 'Your customers see it as the name of the portal.',
  name: 'Your name',
  email: 'Your email address',
  emailHelp: 'You sign in with it.',
  password: 'Password',
  passwordHelp: (min: number) => `At least ${min} characters. A few words in a row make a good one.`,
  show: 'Show',
  hide: 'Hide',
  submit: 'Make the account',
  submitting: 'Making the account…',
  noTokenTitle: 'Open the address that the server printed',
  noTokenText:
    'There is no account here yet. When the server starts, it prints the address where the first one is made. It works once, for a day.',
  badTokenTitle: 'This address does not work any more',
  badTokenText: 'It works once, for a day, and only the newest one. Start the server again: it prints a new one.',
  elsewhere: 'Or make the account on the command line:',
}
