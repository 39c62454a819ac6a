import type { Party } from '../phone.ts'
import { parseDialInput } from './parse-dial-input.ts'

/** The text that dials this party again; null if the party cannot be dialled. */
export function redialText(party: Party, country: string): string | null {
  if (party.kind === 'unknown') return null
  const text = party.kind === 'identity' ? `client:${party.address}` : party.address
  const { kind } = parseDialInput(text, country)
  return kind === 'number' || kind === 'identity' ? text : null
}
