import { css, html, nothing, type TemplateResult } from 'lit'
import { settingsHref, type SettingsSection } from '../base/routes.ts'
import type { StaffTexts } from '../locales/en.ts'

/** The pages of the settings, in the order of their links; null is the portal itself. */
export const linkedSections: readonly (SettingsSection | null)[] = [null, 'people', 'single-sign-on', 'pages', 'mails', 'menu', 'history']

/** Links between the settings pages; stands on top of each. */
export function renderSettingsNav(
  texts: StaffTexts,
  here: SettingsSection | null,
  portalId: string | null,
): TemplateResult | typeof nothing {
  const { settingsNav } = texts
  if (linkedSections.length < 2) return nothing
  return html`<nav class="settings-nav" aria-label=${settingsNav.label}>
    ${linkedSections.map(
      (section) =>
        html`<a href=${settingsHref(section, portalId)} aria-current=${section === here ? 'page' : nothing}
          >${settingsNav[section ?? 'portal']}</a
        >`,
    )}
  </nav>`
}

/** The look of the links. */
export const settingsNavStyles = css`
  .settings-nav {
    display: flex;
    gap: 4px;
    padding-inline: 12px;
    border-block-end: 1px solid var(--cp-border);
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .settings-nav a {
    flex: none;
    display: flex;
    align-items: center;
    min-block-size: 44px;
    padding-inline: 8px;
    border-block-end: 2px solid transparent;
    color: var(--cp-muted);
    font-weight: 500;
    text-decoration: none;
  }
  .settings-nav a:hover {
    color: var(--cp-text);
  }
  .settings-nav a:focus-visible {
    outline-offset: -3px;
  }
  .settings-nav a[aria-current] {
    border-color: var(--cp-accent);
    color: var(--cp-text);
  }
`
