/** Words of the account view; fetched with it. This is the shape: another language lacks nothing that stands here. */
export const accountTexts = {
  title: 'Your account',
  loadFailed: 'Your account could not be loaded',
  saving: 'Saving…',

  // Devices
  devices: 'Where you are logged in',
  devicesHint: 'A device or place that you do not know? Log it out and choose a new password.',
  thisDevice: 'This device',
  deviceOn: (browser: string, system: string) => `${browser} on ${system}`,
  deviceUnknown: 'Unknown device',
  on: (place: string) => `on ${place}`,
  lastSeen: 'Last active',
  logOutDevice: (device: string) => `Log out ${device}`,
  logOutThere: 'Log out',
  logOutOthers: 'Log out everywhere else',
  loggedOutThere: 'Logged out there.',

  // Password
  password: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordHelp: (min: number) => `At least ${min} characters. A few words in a row are easy to remember and hard to guess.`,
  changePassword: 'Change password',
  passwordEnds: 'You will be logged out everywhere else.',
  passwordChanged: 'Your password is changed. You are logged out everywhere else.',
  passwordWrong: 'This is not your current password. Check it and try again.',
  passwordSame: 'This is the password that you have already.',
  passwordShort: (min: number) => `This is too short: at least ${min} characters.`,
  locked: (seconds: number) =>
    seconds < 90 ? `Too many tries. Wait ${seconds} seconds.` : `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes.`,

  // Consent
  consent: 'Consent',
  consentGiven: (when: string) => `You agreed on ${when}.`,
  consentMissing: 'You have not agreed to the words of this portal, or not to those of now. It is closed until you do.',
  consentGive: 'Read and agree',
  consentWithdraw: 'Withdraw consent',
  consentAsk:
    'Withdraw your consent? The portal closes for you at once, on all your devices, until you agree again. Nothing is deleted by it.',
  consentConfirm: 'Withdraw it',
  consentWithdrawn: (when: string) =>
    `You withdrew your consent on ${when}. The portal is closed until you agree again. Nothing was deleted.`,
  consentHistory: 'Receipts',
  receipt: (kind: 'given' | 'withdrawn', method: 'portal' | 'registration'): string =>
    kind === 'withdrawn' ? 'Withdrawn' : method === 'registration' ? 'Given, with the registration' : 'Given',
  version: (version: string) => `Text ${version}`,

  // Data
  data: 'Your data',
  download: 'Download your data',
  downloadHint:
    'Everything that is kept about you here, as a ZIP archive: your tickets with their files, and who you are. Notes that the team writes for itself are not in it.',
  downloading: 'Putting it together…',
  downloaded: 'The archive is in your downloads.',
  fileName: 'my-data',
  deletion: 'Delete everything',
  deletionHint: 'Ask the team to delete you and everything about you.',
  deletionAsk: 'Ask for everything to be deleted?',
  deletionMeans: [
    'Your login, your name and your addresses go, and what you wrote and uploaded goes or loses your name.',
    'Conversations that colleagues take part in stay for them, without your name.',
    'The team looks at it first. Until it is done you can take it back; afterwards nobody can bring anything back.',
  ],
  deletionConfirm: 'Ask for deletion',
  deletionAsked: (when: string) =>
    `You asked for everything to be deleted on ${when}. The team will carry it out. Until then you can go on as before.`,
  deletionTakeBack: 'Take it back',
  deletionTakenBack: 'Taken back: nothing will be deleted.',

  // Proof
  proofTitle: 'Confirm that it is you',
  proofHint: 'This needs a login or a confirmation of the last five minutes.',
  proofPassword: 'Your password',
  proofConfirm: 'Confirm',
  proofByMail: 'Mail me a code instead',
  proofMail: 'Mail me a code',
  proofMailTo: (email: string) => `We mail a code to ${email}.`,
  proofSent: (email: string) => `A mail with a code is on its way to ${email}.`,
  proofCode: 'Code',
  proofCodeHelp: 'The 8 digits in the mail. It can be used once, within 15 minutes.',
  proofCodeWrong: 'This code does not match, or it is too old.',
  proofByPassword: 'Use the password instead',
  proofByLogin: 'Log out and log in once more, then come back here within five minutes.',
}

export type AccountTexts = typeof accountTexts
