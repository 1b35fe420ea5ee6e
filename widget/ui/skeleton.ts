import { css, html, type TemplateResult } from 'lit'

/** A grey line of the width class `wide`, `half` or `short`, in the place of text that is on its way. */
export function skeletonLine(width: 'wide' | 'half' | 'short'): TemplateResult {
  return html`<span class="skeleton ${width}"></span>`
}

export const skeletonStyles = css`
  .skeleton {
    display: inline-block;
    inline-size: 60%;
    block-size: 0.7em;
    border-radius: 4px;
    background: color-mix(in oklab, currentcolor 10%, transparent);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .skeleton.half {
    inline-size: 40%;
  }
  .skeleton.short {
    inline-size: 4em;
    max-inline-size: 70%;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
`
