interface SampleWords {
  subjects: readonly string[]
  messages: readonly string[]
  /** Labels of subject, text and choice, then the choices. */
  form: readonly string[]
}

const en: SampleWords = {
  subjects: [
    'The invoice for November is missing a line',
    'Two more seats for our warehouse team',
    'Label printer stopped after the update',
    'How do we export last year’s orders?',
    'Change of delivery address',
  ],
  messages: [
    'Hello, the invoice for November has no line for the extra seats we ordered on the 3rd. Can you send a new one?',
    'Hi Anna, you are right, the order came in after the invoice was made. A corrected one is on its way: https://shop.example/invoices/1048',
    'Thank you, that was quick!',
  ],
  form: ['Subject', 'What can we help with?', 'Topic', 'Invoices', 'Deliveries', 'Something else'],
}

const nb: SampleWords = {
  subjects: [
    'Fakturaen for november mangler en linje',
    'To brukere til for laget på lageret',
    'Etikettskriveren stoppet etter oppdateringen',
    'Hvordan eksporterer vi ordrene fra i fjor?',
    'Ny leveringsadresse',
  ],
  messages: [
    'Hei, fakturaen for november har ingen linje for de ekstra brukerne vi bestilte den 3. Kan dere sende en ny?',
    'Hei Anna, det stemmer, bestillingen kom inn etter at fakturaen ble laget. En ny er på vei: https://shop.example/invoices/1048',
    'Takk, det gikk raskt!',
  ],
  form: ['Emne', 'Hva kan vi hjelpe med?', 'Tema', 'Fakturaer', 'Leveringer', 'Noe annet'],
}

/** Made-up tickets in the language of the portal. */
export function sampleWords(language: string): SampleWords {
  return language === 'nb' ? nb : en
}
