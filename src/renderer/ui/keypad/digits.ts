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

/** Text from the clipboard or a link as it belongs in the number field. */
export function pastedText(text: string): string {
  return text.trim().replace(/^(tel|callto):/i, '')
}
