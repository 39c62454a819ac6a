import { aHouse } from '../house.ts'
import type { Done, LineCheck, LineChoice, LineSummary } from '../../../src/shared/contract.ts'
import type { Facts, Host } from '../../../src/renderer/ui/host.ts'

/** A host that is told what to answer, and remembers what it was asked. */
export interface StandInHost extends Host {
  readonly asked: readonly (LineChoice | 'call-me')[]
  /** What the next choice of a line comes to; `never` keeps it waiting, `broken` fails. */
  check: LineCheck | 'never' | 'broken'
  done: Done
  use(line: LineSummary): void
}

export const PRACTICE: LineSummary = {
  kind: 'practice',
  numbers: [
    { number: '+12025550101', what: 'Echo: you hear yourself' },
    { number: '+12025550102', what: 'A steady tone' },
    { number: '+12025550108', what: 'Says a sentence' },
    { number: '+12025550106', what: 'Answers after five seconds' },
    { number: '+12025550103', what: 'Busy' },
    { number: '+12025550104', what: 'Does not answer' },
    { number: '+12025550105', what: 'Declines the call' },
  ],
}

export const TEAM: LineSummary = {
  kind: 'team',
  url: 'https://calls.example.com/token',
  method: 'POST',
  secretStored: true,
}

/** Not an account of anybody's. */
export const ACCOUNT: LineSummary = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  apiKeySid: `SK${'0123456789abcdef'.repeat(2)}`,
  twimlAppSid: `AP${'0123456789abcdef'.repeat(2)}`,
  callerId: '+12025550100',
  secretStored: true,
}

export function createStandInHost(): StandInHost {
  const listeners = new Set<() => void>()
  const asked: (LineChoice | 'call-me')[] = []
  let facts: Facts = { version: '0.1.0', country: 'US', ...aHouse({ line: PRACTICE }) }
  const host: StandInHost = {
    asked,
    check: 'broken',
    done: { ok: true },
    get facts() {
      return facts
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    use(line) {
      facts = { ...facts, line }
      for (const listener of listeners) listener()
    },
    async chooseLine(choice) {
      asked.push(choice)
      const { check } = host
      if (check === 'broken') throw new Error('Main did not answer.')
      if (check === 'never') return new Promise(() => undefined)
      if (check.ok) host.use(check.summary)
      return check
    },
    async callMe() {
      asked.push('call-me')
      return host.done
    },
  }
  return host
}
