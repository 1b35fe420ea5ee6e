import { html, nothing, type TemplateResult } from 'lit'
import { changeAccount } from '../api/account.ts'
import { keyedList } from '../base/keyed-list.ts'
import { banner } from '../ui/notice.ts'
import { relativeTime } from '../ui/relative-time.ts'
import type { AccountFrame, Section } from './account-frame.ts'
import { deviceName } from './device-name.ts'

/** Where the contact is logged in on this portal, and the way out of there. */
export class DevicesSection implements Section {
  render(frame: AccountFrame): TemplateResult {
    const { words, facts, busy, session, times } = frame
    const others = facts.sessions.filter(({ isCurrent }) => !isCurrent)
    const end = (ids: readonly string[]) =>
      void frame.act(
        'devices',
        `end ${ids.join()}`,
        async () => {
          for (const id of ids) await changeAccount(session, 'DELETE', `/sessions/${id}`).catch(unlessGone)
        },
        words.loggedOutThere,
      )
    const problem = frame.problemIn('devices')
    return html`<section aria-labelledby="devices">
      <h3 id="devices" tabindex="-1">${words.devices}</h3>
      ${problem ? banner(problem) : nothing}
      <ul class="rows">
        ${keyedList(
          facts.sessions,
          ({ id }) => id,
          (entry) => {
            const name = deviceName(words, entry.userAgent)
            return html`<li>
              <div class="grow">
                <p class="device">${name} ${entry.isCurrent ? html`<span class="tag">${words.thisDevice}</span>` : nothing}</p>
                <p class="muted small">
                  ${entry.origin ? html`<bdi>${words.on(placeOf(entry.origin))}</bdi> · ` : nothing}${words.lastSeen}
                  ${relativeTime(entry.lastSeenAt, times)}
                </p>
              </div>
              ${
                entry.isCurrent
                  ? nothing
                  : html`<button
                      class="button"
                      type="button"
                      aria-label=${words.logOutDevice(name)}
                      aria-disabled=${busy ? 'true' : 'false'}
                      @click=${() => end([entry.id])}
                    >
                      ${words.logOutThere}
                    </button>`
              }
            </li>`
          },
        )}
      </ul>
      <p class="muted small">${words.devicesHint}</p>
      ${
        others.length > 1
          ? html`<div>
              <button class="button" type="button" aria-disabled=${busy ? 'true' : 'false'} @click=${() => end(others.map(({ id }) => id))}>
                ${words.logOutOthers}
              </button>
            </div>`
          : nothing
      }
    </section>`
  }
}

/** Where a page is, as people write it. */
function placeOf(origin: string): string {
  return origin.split('//').at(-1) ?? origin
}

/** What ended by itself meanwhile is where it should be. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'not_found')) throw error
}
