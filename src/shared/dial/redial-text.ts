import type { Party } from '../phone.ts'
import { readDialled } from './read-dialled.ts'

/** What to dial to reach this party again, or null when nothing would. */
export function redialText(party: Party, country: string): string | null {
  if (party.kind === 'unknown') return null
  const text = party.kind === 'identity' ? `client:${party.address}` : party.address
  const { kind } = readDialled(text, country)
  return kind === 'number' || kind === 'identity' ? text : null
}
