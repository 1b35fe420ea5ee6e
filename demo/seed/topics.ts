/** A kind of question that shops ask again and again; `{…}` is filled in. The customer writes first, then both take turns. */
export interface Topic {
  inbox: 'Support' | 'Billing' | 'Onboarding'
  pipeline: 'Support' | 'Onboarding'
  subjects: readonly string[]
  turns: readonly string[]
}

export const fillings: Record<string, readonly string[]> = {
  shop: ['Bergen', 'Oslo S', 'Trondheim', 'the harbour', 'Grünerløkka', 'the airport', 'Stavanger', 'Tromsø'],
  device: ['Kvist Print 2', 'the tablet at till 2', 'the hand scanner', 'the gateway', 'the card terminal'],
  count: ['12', '40', '180', '1,250', '7'],
  month: ['September', 'October', 'November'],
}

export const topics: readonly Topic[] = [
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: [
      '{device} in {shop} drops off the network',
      '{device} does not come online after the update',
      'No connection: {device}, {shop}',
    ],
    turns: [
      'Hello,\n\nsince this morning {device} in {shop} loses its connection every ten minutes or so. We restarted the router and the device, no change.\n\nWhat can we try?',
      'Hi, thanks for writing. I see the device in our log: it gets a new address each time. Is there a second router with its own DHCP on that network?',
      'You are right, the electrician plugged in an old one yesterday. We have taken it out.',
      'Good find. It has been online for an hour now. I leave this open until tomorrow, and close it if all stays quiet.',
    ],
  },
  {
    inbox: 'Billing',
    pipeline: 'Support',
    subjects: [
      'Invoice for {month}: {count} devices too many',
      'Question about the {month} invoice',
      'Please add a reference to our invoices',
    ],
    turns: [
      'Hi,\n\nthe invoice for {month} lists {count} devices beyond the plan. We have not bought any. Could you look at it?',
      'Hello! The tablets that you replaced are still counted because they were active on six days. I have credited them; the note comes with the next invoice.',
      'Perfect, thank you for the quick help.',
    ],
  },
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: ['Import stops at row {count}', 'Import refuses our EAN numbers', 'Spreadsheet import: prices without VAT'],
    turns: [
      'The import of our autumn range stops with "not a number" at row {count}. The cell looks fine to me.',
      'Could you attach the file? My guess is a blank that cannot be seen, they often come along when copying from a web page.',
      'Attached it to a mail yesterday, but here it is again in short: column F, copied from the supplier’s page.',
      'Yes: a no-break space between the digits. We now ignore those, the change is live. Please try once more.',
      'Works! All in.',
    ],
  },
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: ['Stock differs after the count in {shop}', 'Count cannot be closed', 'Two people counted the same shelf'],
    turns: [
      'We closed the count in {shop} on Sunday, and {count} articles show a difference although two of us counted the same.',
      'Sales that came in while the till was offline are booked later, with the time of the sale. I looked at three of them, and they match. Can you check the list below Stock → History?',
      'OK, that explains most. Two are left: the blue mugs and the gift paper.',
    ],
  },
  {
    inbox: 'Onboarding',
    pipeline: 'Onboarding',
    subjects: ['Opening {shop}: tills and labels', 'New shop in {shop}', 'Training for the team in {shop}'],
    turns: [
      'We open a shop in {shop} next month: two tills, one printer, about {count} labels. What do you need from us?',
      'Congratulations! Please send the floor plan and the date of delivery. A technician needs half a day on site.',
      'Floor plan follows on Friday. Any day of the week before the opening is fine.',
      'Thursday at nine, then. You get a list of what to prepare three days before.',
    ],
  },
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: ['Labels print too light', 'Half of the label stays blank', 'Bar codes of {device} cannot be scanned'],
    turns: [
      'The labels from {shop} have become so light that the scanner gives up.',
      'Please clean the print head with the pen in the lid, and raise the darkness to 18. If a line stays white, the head is worn and we send a new one, free of charge.',
      'Cleaning helped a bit, a thin white line remains.',
      'A new head is on its way and should be there within two days. It clicks in without tools.',
    ],
  },
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: ['Please remove the login of a former colleague', 'Role for seasonal staff', 'Login locked'],
    turns: [
      'Somebody left last week and is still in our list of people. Where do I remove a login?',
      'Under Account → People, the three dots, Remove. What that person counted stays in the history.',
      'Found it. Thanks!',
    ],
  },
  {
    inbox: 'Billing',
    pipeline: 'Support',
    subjects: ['Close the shop in {shop} from {month}', 'Change of address', 'Offer for {count} shelf labels'],
    turns: [
      'Hello, we would like a price for {count} more shelf labels with the long battery, delivered to {shop}.',
      'With pleasure: you find the offer in Account → Billing → Offers. It is good for 30 days.',
    ],
  },
  {
    inbox: 'Support',
    pipeline: 'Support',
    subjects: ['Receipt prints twice', 'Gift card of {shop} shows the wrong balance', 'Card payment taken, sale not booked'],
    turns: [
      'A customer in {shop} paid by card, the terminal said approved, but the sale is not in Kvist. The receipt number ends in {count}.',
      'The terminal answered four seconds too late, so the till gave up. The payment is there; I have booked the sale with the time of the payment.',
      'Can that happen again?',
      'Not in this way: from version 8.4 on the till asks the terminal before it gives up. Your tills get it tonight.',
    ],
  },
]
