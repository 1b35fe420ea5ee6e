import { svg } from 'lit'
import { icon } from './icons.ts'

export const fileIcon = icon(svg`<path d="M9.3 1.8H4.5a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5zM9.3 1.8V5h3.2"/>`)
