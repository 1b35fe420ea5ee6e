import type { MailLanguage } from '../mail/templates/mail-content.ts'

/** Words of the archive with somebody's own data. */
export const ownDataTexts: Record<MailLanguage, { fileName: string; readme: (name: string, account: string, at: string) => string }> = {
  en: {
    fileName: 'my-data',
    readme: (name, account, at) => `${account}: everything that is kept about ${name}
Made ${at}

data.json                 Who you are here: name, addresses, organization, properties; consents with their
                          words; where you were and are logged in; lists and invitations; providers that vouched
                          for you; mails to you; what you did, with the time.
tickets/NUMBER.json       One ticket each: its facts, the other people in it by name, and the conversation as the
                          portal shows it. Of a ticket that the portal does not show: what you wrote.
tickets/NUMBER/...        The files of its conversation.
conversations/ID.json     Conversations that belong to no ticket.
drafts/...                Files that you uploaded and have not sent.

The .json files are text in UTF-8 that other programs can read (RFC 8259). Times are UTC.

Not in here: notes that the team writes for itself; other people's addresses; your password, keys and tokens,
which are kept only as fingerprints that nobody can read back; and copies that the server makes for its own use
(the search index, answers kept for a week so that nothing is sent twice) and that say nothing else.
`,
  },
  nb: {
    fileName: 'mine-data',
    readme: (name, account, at) => `${account}: alt som er lagret om ${name}
Laget ${at}

data.json                 Hvem du er her: navn, adresser, organisasjon, egenskaper; samtykker med teksten;
                          hvor du er og har vært innlogget; lister og invitasjoner; tjenester som har gått god
                          for deg; e-poster til deg; hva du har gjort, med tidspunkt.
tickets/NUMMER.json       En sak hver: opplysningene, de andre som er med, ved navn, og samtalen slik portalen
                          viser den. Av en sak som portalen ikke viser: det du selv har skrevet.
tickets/NUMMER/...        Filene i samtalen.
conversations/ID.json     Samtaler som ikke hører til noen sak.
drafts/...                Filer som du har lastet opp og ikke sendt.

.json-filene er tekst i UTF-8 som andre programmer kan lese (RFC 8259). Tider er i UTC.

Ikke med: notater som teamet skriver for seg selv; andres adresser; passordet, nøklene og kodene dine, som bare er
lagret som avtrykk ingen kan lese tilbake; og kopier som tjeneren lager til eget bruk (søkeindeksen, svar som
tas vare på en uke for at ingenting skal sendes to ganger), og som ikke sier noe annet.
`,
  },
}
