/** Words of the support form. This is the shape: another language lacks nothing that stands here. */
export const formTexts = {
  formMissing: 'There is no form here yet',
  formMissingHint: 'Tickets cannot be submitted in this portal at the moment.',
  submit: 'Submit',
  submitting: 'Submitting…',
  choose: 'Choose…',
  yes: 'Yes',
  no: 'No',
  whatAbout: 'What is it about?',
  notANumber: 'This is no number.',
  consentRequired: 'Please tick this box.',
  forWhom: 'Who is this for?',
  forMe: 'Me',
  forColleague: 'A colleague',
  colleagueAddress: 'E-mail address of your colleague',
  colleagueHelp: 'Somebody of your organization. Both of you can read and answer the ticket.',
  filedFor: (address: string) => `It is filed for ${address}.`,
  formErrors: (count: number) => (count === 1 ? 'One thing needs your attention' : `${count} things need your attention`),
  submitOffline: 'No connection to the portal. Nothing is lost: try again when you are online.',
  submitFailed: 'The ticket could not be submitted. Nothing is lost: please try again.',
  thankYou: (number: number) => `Thank you. Your ticket is #${number}.`,
  whatNext: 'The support team has it now. You will find the answer in the ticket.',
  viewTicket: 'View the ticket',
  submitAnother: 'Submit another ticket',
  tooLongBy: (max: number) => `At most ${max} characters.`,
}

export type FormTexts = typeof formTexts
