import { anna, ben, cleo, frida, layla, longName } from './people.ts'
import { shelfPhoto } from './picture.ts'
import type { PlannedMessage, PlannedTicket } from './plan.ts'

const hour = 60
const day = 24 * hour

/** As mail programs write: boxes in boxes, a picture in the text, a picture that would tell when it is looked at, and the mail it answers. */
const shelfMail = `<div dir="ltr"><div>Yes – <b>the metal shelf</b> for the paint stands between them now:</div><div><br></div>
<div><img src="cid:shelf.4711@nordvik.example" alt="The shelf, seen from the till" width="420"></div><div><br></div>
<div>Shall we<ul><li>move the shelf, or</li><li>move the gateway?</li></ul></div><img src="https://mail.tracker.example/open.gif" width="1" height="1"></div>
<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Sam of Kvist wrote:<br></div>
<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc"><div>Hello Anna,</div><div><br></div>
<div>thank you for the photo, that helps. The gateway reaches 112 of your 150 labels; those in aisle 4 answer only now and then. Has a shelf been moved?</div>
</blockquote></div>`

/** Tickets written by hand: each shows something that a portal has to get right. */
export const featuredTickets: readonly PlannedTicket[] = [
  {
    subject: 'Shelf labels in aisle 4 still show last week’s price',
    openedMinutesAgo: 26 * hour,
    requester: anna,
    pipeline: 'Support',
    stage: 1,
    readBy: [ben],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          {
            minutesAgo: 26 * hour,
            by: anna,
            text: 'Hi,\n\nsince Friday all labels in aisle 4 show the old price of the wool blankets (349,– instead of 299,–). Aisles 1 to 3 are fine.\n\nA photo is attached. The gateway’s light is blue.',
            file: { name: 'aisle-4.png', mediaType: 'image/png', bytes: shelfPhoto },
          },
          {
            minutesAgo: 25 * hour,
            by: 'note',
            text: 'Gateway 0417 has lost 38 labels since the shelf was moved. Do not promise a date for the second gateway before purchasing has answered.',
          },
          {
            minutesAgo: 24 * hour,
            by: 'agent',
            text: 'Hello Anna,\n\nthank you for the photo, that helps. The gateway reaches 112 of your 150 labels; those in aisle 4 answer only now and then. Has a shelf been moved?\n\nThe steps are described here: https://help.kvist.example/articles/price-sync',
          },
          {
            minutesAgo: 22 * hour,
            by: anna,
            text: 'Yes – the metal shelf for the paint stands between them now:\n\n[The shelf, seen from the till]\n\nShall we\n- move the shelf, or\n- move the gateway?',
            html: shelfMail,
            file: { name: 'shelf.png', mediaType: 'image/png', bytes: shelfPhoto, contentId: 'shelf.4711@nordvik.example' },
          },
          {
            minutesAgo: 18,
            by: 'agent',
            text: 'That explains it: metal stops the signal. I have set the gateway to full power, and 141 labels have the new price already. The last nine should follow within the hour.\n\nWould you look at the blankets and tell me if 299,– is there?',
            file: { name: 'gateway-0417.txt', mediaType: 'text/plain', bytes: gatewayLog },
          },
        ],
      },
    ],
  },
  {
    subject: 'Two new tills for the harbour shop (our phone call)',
    openedMinutesAgo: 3 * hour,
    requester: anna,
    pipeline: 'Onboarding',
    stage: 0,
    readBy: [anna],
    threads: [],
  },
  {
    subject: 'Contract renewal: internal calculation',
    openedMinutesAgo: 6 * day,
    requester: anna,
    pipeline: 'Support',
    stage: 0,
    isHidden: true,
    readBy: [],
    threads: [
      {
        inbox: 'Billing',
        kind: 'portal',
        messages: [{ minutesAgo: 6 * day, by: 'note', text: 'Hidden from the portal: our own calculation for Nordvik’s renewal.' }],
      },
    ],
  },
  {
    subject: 'Purchase order 88-104 for Nordvik’s gateways',
    openedMinutesAgo: 5 * day,
    requester: anna,
    pipeline: 'Procurement',
    stage: 0,
    readBy: [],
    threads: [{ inbox: 'Billing', kind: 'portal', messages: [{ minutesAgo: 5 * day, by: 'note', text: 'Waits for the supplier.' }] }],
  },
  {
    subject:
      'When we print receipts for online orders that contain both articles with reduced VAT and gift cards the total at the bottom differs from the sum of the lines by one øre, in about one of forty orders',
    openedMinutesAgo: 9 * day,
    requester: anna,
    alsoOf: ben,
    pipeline: 'Support',
    stage: 2,
    readBy: [anna],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          { minutesAgo: 9 * day, by: anna, text: 'It is only one øre, but our bookkeeper will not let it go. Order 2026-11873 shows it.' },
          {
            minutesAgo: 8 * day,
            by: 'agent',
            text: 'Reproduced. We round each line, the tax office’s rule rounds once per rate. It will be right from version 8.5 on.\n\nReference for your bookkeeper: https://help.kvist.example/articles/a-very-long-address-without-a-single-blank-that-has-to-break-somewhere-or-else-it-runs-out-of-the-page-on-a-phone',
          },
        ],
      },
    ],
  },
  {
    subject: 'Which inbox answers? First invoices, then the tills',
    openedMinutesAgo: 14 * day,
    requester: anna,
    pipeline: 'Support',
    stage: 1,
    readBy: [anna],
    threads: [
      {
        inbox: 'Billing',
        kind: 'form',
        messages: [
          { minutesAgo: 14 * day, by: anna, text: 'The older conversation: a question about the October invoice.' },
          {
            minutesAgo: 13 * day,
            by: 'agent',
            text: 'Answered by the billing team. For the tills a colleague writes to you in a new conversation.',
          },
        ],
      },
      {
        inbox: 'Support',
        kind: 'portal',
        messages: [
          {
            minutesAgo: 12 * day,
            by: 'agent',
            text: 'Hello Anna, here is the newer conversation, about the tills: which version do they show at the bottom right?',
          },
          { minutesAgo: 11 * day, by: anna, text: '8.4.1 on both.' },
          { minutesAgo: 11 * day - 30, by: 'note', text: 'Both tills are behind by one version. Update is planned for Monday night.' },
        ],
      },
    ],
  },
  {
    subject: 'Moving 18,000 articles from the old system',
    openedMinutesAgo: 30 * day,
    requester: anna,
    pipeline: 'Onboarding',
    stage: 1,
    readBy: [anna],
    threads: [{ inbox: 'Onboarding', kind: 'form', messages: longConversation() }],
  },
  {
    subject: 'Gift wrap button on the till',
    openedMinutesAgo: 20 * day,
    requester: anna,
    pipeline: 'Support',
    stage: 3,
    readBy: [anna],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          { minutesAgo: 20 * day, by: anna, text: 'Can we get a button for gift wrap that adds 39,– to the sale?' },
          { minutesAgo: 19 * day, by: 'agent', text: 'Yes: Shop → Till → Quick buttons. I have added it for you; rename it as you like.' },
          { minutesAgo: 18 * day, by: anna, text: 'Lovely, thank you.' },
        ],
      },
    ],
  },
  {
    subject: 'الملصقات لا تُطبع بالأحرف العربية بشكل صحيح',
    openedMinutesAgo: 2 * day,
    requester: layla,
    pipeline: 'Support',
    stage: 0,
    readBy: [layla],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          {
            minutesAgo: 2 * day,
            by: layla,
            text: 'مرحباً،\n\nعند طباعة ملصقات المنتجات المستوردة تظهر الأحرف العربية منفصلة (مثال: «شاي أخضر 250 g»). الطابعة هي Kvist Print 2.\n\nشكراً لكم',
          },
        ],
      },
    ],
  },
  {
    subject: '🎉 Opening day: 3 tills, 1 printer 🖨️, 0 labels',
    openedMinutesAgo: 4 * day,
    requester: frida,
    pipeline: 'Support',
    stage: 2,
    readBy: [],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          { minutesAgo: 4 * day, by: frida, text: 'The box with the labels is empty 😅 – could you send 500 by express?' },
          { minutesAgo: 4 * day - 40, by: 'agent', text: 'On their way 🚚, they arrive tomorrow before nine.' },
        ],
      },
    ],
  },
  {
    subject: 'Scanner beeps twice for every article',
    openedMinutesAgo: 5 * hour,
    requester: ben,
    pipeline: 'Support',
    stage: 0,
    readBy: [ben],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          {
            minutesAgo: 5 * hour,
            by: ben,
            text: 'Since the update this morning the hand scanner at till 1 beeps twice, but books only once. Is that how it should be?',
          },
        ],
      },
    ],
  },
  {
    subject: 'Card terminal asks for a PIN that nobody knows',
    openedMinutesAgo: 7 * hour,
    requester: cleo,
    pipeline: 'Support',
    stage: 1,
    readBy: [],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          {
            minutesAgo: 7 * hour,
            by: cleo,
            text: 'The terminal restarted during lunch and now wants a "merchant PIN". We are taking cash until then.',
          },
          {
            minutesAgo: 6 * hour,
            by: 'agent',
            text: 'Hello Cleo, it is the last four digits of your contract number. If it refuses them three times, stop and call us.',
          },
        ],
      },
    ],
  },
  {
    // Cleo worked at Nordvik then: the ticket stays Nordvik's, and is still one of her own.
    subject: 'Handover of the Nordvik tills',
    openedMinutesAgo: 50 * day,
    requester: cleo,
    company: 'Nordvik',
    pipeline: 'Support',
    stage: 3,
    readBy: [cleo],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          { minutesAgo: 50 * day, by: cleo, text: 'I leave Nordvik at the end of the month. Who gets the owner’s role?' },
          { minutesAgo: 49 * day, by: 'agent', text: 'Anna Lindqvist has it now. All the best for the new job!' },
        ],
      },
    ],
  },
  {
    subject: 'Name on the receipt is cut off',
    openedMinutesAgo: 8 * hour,
    requester: longName,
    pipeline: 'Support',
    stage: 0,
    readBy: [],
    threads: [
      {
        inbox: 'Support',
        kind: 'form',
        messages: [
          {
            minutesAgo: 8 * hour,
            by: longName,
            text: 'My name does not fit on the receipt. I am used to that, but could it break into two lines?',
          },
        ],
      },
    ],
  },
]

/** More than one page of messages. */
function longConversation(): PlannedMessage[] {
  const lines = [
    ['Batch {n} is uploaded: 300 articles.', 'Batch {n} is in. Two articles lacked a tax rate, I have set the standard one.'],
    [
      'Please look at batch {n}, some names came out in capitals.',
      'Batch {n} corrected: the old system kept them so. The next ones are converted while reading.',
    ],
    ['Batch {n} has pictures too. Do they come along?', 'They do, up to 4 MB each. Batch {n} brought 271 of 300.'],
  ]
  return Array.from({ length: 64 }, (_, index) => {
    const pair = Math.floor(index / 2)
    const text = lines[pair % lines.length]?.[index % 2] ?? ''
    return {
      minutesAgo: 30 * day - index * 11 * hour + (index % 2) * 4 * hour,
      by: index % 2 === 0 ? anna : 'agent',
      text: text.replaceAll('{n}', String(pair + 1)),
    }
  })
}

function gatewayLog(): Uint8Array {
  const lines = Array.from(
    { length: 24 },
    (_, index) => `label 0417-${String(100 + index)} signal ${-40 - ((index * 7) % 31)} dBm price 299.00 ok`,
  )
  return new TextEncoder().encode(`gateway 0417, power 100 %\n${lines.join('\n')}\n`)
}
