/** Words of the ways to log in beside address and password; fetched with them. This is the shape: another language lacks nothing. */
export const wayTexts = {
  // A new password by mail
  forgotTitle: 'New password',
  forgotIntro: 'Which address do you log in with? We mail it a link to choose a new password.',
  sendMail: 'Send me a link',
  sending: 'Sending…',
  sentTitle: 'Look into your mailbox',
  forgotSent: (email: string) => `If ${email} has a login here, a mail is on its way to it. Its link can be used once, within 24 hours.`,
  sentHint: 'Nothing there after a few minutes? Look into the folder for junk mail as well.',
  sendAgain: 'Send it again',
  backToLogIn: 'Back to the login',

  // Choosing a password
  resetTitle: 'Choose a new password',
  invitationTitle: 'Set up your login',
  newPassword: 'New password',
  passwordHelp: (min: number) => `At least ${min} characters. A few words in a row are easy to remember and hard to guess.`,
  passwordTooShort: (min: number) => `This is too short: at least ${min} characters.`,
  savePassword: 'Save and log in',
  saving: 'Saving…',
  endsOthers: 'You will be logged out everywhere else.',

  // Logging in by mail
  codeTitle: 'Log in by mail',
  codeIntro: 'We mail you a link to log in with, and a code for when you read the mail on another device.',
  codeSent: (email: string) =>
    `If ${email} has a login here, a mail is on its way to it. Open its link on this device, or type its code here.`,
  code: 'Code',
  codeHelp: 'The 8 digits in the mail. Link and code can be used once, within 15 minutes.',
  codeInvalid: 'The code has 8 digits.',
  codeWrong: (triesLeft: number) =>
    triesLeft === 1
      ? 'This code does not match, or it is too old. You have one more try.'
      : `This code does not match, or it is too old. You have ${triesLeft} more tries.`,
  codeUsedUp: 'This code cannot be used any more. Have a new one sent to you.',
  hasCode: 'I have a code already',
  linkTitle: 'Log in',
  linkIntro: 'You opened the link of our mail. One click, and you are in.',

  // A login of one's own
  registerTitle: 'Register',
  registerIntro: 'We mail you a link to confirm your address and to choose a password.',
  name: 'Your name',
  register: 'Register',
  registerSent: (email: string) => `A mail is on its way to ${email}. Its link can be used once, within 24 hours.`,
  hasLogin: 'Have a login already?',
  registerOwn: 'This address belongs to the portal itself. Please use your own.',
  registerOff: 'Nobody can register here at the moment. Ask the people who run this site for access.',

  // Consent
  language: 'en',
  consentTitle: 'Before you go on',
  agree: 'Agree and go on',
  consentMissing: 'Please tick the box to go on.',
  consentChanged: 'These words have just been changed. Reload the page to read them as they are now.',

  // Links that are not good
  linkBadTitle: 'This link cannot be used any more',
  linkBad: 'It was used before, is too old, or there is a newer mail. Have a new one sent to you.',
  linkBadInvitation: 'It was used before, or is too old. If you have set up your login already, log in; else have a new mail sent to you.',
  linkMissingTitle: 'Open the link in your mail',
  linkMissing: 'This page belongs to a link that we mail. Open the link again, or have a new one sent to you.',
  newMail: 'Send me a new mail',
}

export type WayTexts = typeof wayTexts
