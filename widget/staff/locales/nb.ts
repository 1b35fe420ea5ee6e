import type { StaffTexts } from './en.ts'
import { en } from './en.ts'
export const nb: StaffTexts = en
