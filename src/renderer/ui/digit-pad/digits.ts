import { LINK_START } from '../../../shared/domain/dial/link-schemes.ts'
import { parsePhoneLink } from '../../../shared/domain/dial/phone-link.ts'

/** The keys of a telephone, in rows of three, with the letters printed on them. */
export const KEYS = [
  { digit: '1', letters: '' },
  { digit: '2', letters: 'ABC' },
  { digit: '3', letters: 'DEF' },
  { digit: '4', letters: 'GHI' },
  { digit: '5', letters: 'JKL' },
  { digit: '6', letters: 'MNO' },
  { digit: '7', letters: 'PQRS' },
  { digit: '8', letters: 'TUV' },
  { digit: '9', letters: 'WXYZ' },
  { digit: '*', letters: '' },
  { digit: '0', letters: '+' },
  { digit: '#', letters: '' },
] as const

/** Whether a key of the keyboard is one of the telephone's. */
export function isDigit(key: string): boolean {
  return /^[0-9*#]$/.test(key)
}

/** Converts text from the clipboard for the number field: a phone link becomes what a click on it would fill in. */
export function pastedText(text: string): string {
  const pasted = text.trim()
  const link = LINK_START.test(pasted) ? parsePhoneLink(pasted) : null
  return link?.kind === 'fill' ? link.text : pasted
}
