/** Text that somebody has begun, kept in this browser until it is sent. */
export class Draft {
  private readonly name: string

  /** `about`: the ticket's id, or `form`. */
  constructor(portalKey: string, contactId: string, about: string) {
    this.name = `cp-draft ${portalKey} ${contactId} ${about}`
  }

  read(): string {
    try {
      return localStorage.getItem(this.name) ?? ''
    } catch {
      return ''
    }
  }

  write(text: string): void {
    try {
      if (text) localStorage.setItem(this.name, text)
      else localStorage.removeItem(this.name)
    } catch {
      // Storage is full or forbidden: the text still lives as long as the page.
    }
  }
}
