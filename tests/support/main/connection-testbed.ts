import type { ConnectionQuestion } from '../../../src/main/connection/connection-question.ts'
import type { ConnectionProfile } from '../../../src/main/settings/connection-profile.ts'
import type { TokenResult } from '../../../src/main/connection/connection.ts'
import {
  createConnectionManager,
  type ConnectionEvent,
} from '../../../src/main/connection/connection-manager.ts'
import type { StorageResult } from '../../../src/main/settings/secrets.ts'
import type { ConnectionChoice } from '../../../src/shared/ipc/contract.ts'
import { createFakeClock } from '../fakes/fake-clock.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { createFakeConnection, ticketFor, type FakeConnection } from './fake-connection.ts'

export const TEAM = {
  kind: 'team',
  url: 'https://a.example/token',
  method: 'POST',
  secret: 'open sesame',
} as const satisfies ConnectionChoice
export const ACCOUNT = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0'.repeat(32)}`,
  apiKeySid: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'key secret of mine',
  twimlAppSid: `AP${'0'.repeat(32)}`,
  callerId: '+12025550100',
} as const satisfies ConnectionChoice

/** Lines with servers, secrets and a person that a test controls. */
export function createConnectionTestbed(
  options: { kept?: StorageResult; line?: ConnectionProfile; stored?: Record<string, string> } = {},
) {
  const { kept = 'in-key-store', line = { kind: 'practice' } } = options
  const settings = { connectionProfile: line }
  const stored = new Map(Object.entries(options.stored ?? {}))
  const opened: { config: ConnectionProfile; secret: string | undefined; source: FakeConnection }[] = []
  const events: ConnectionEvent[] = []
  const questions: ConnectionQuestion[] = []
  const world = {
    inCall: false,
    answer: (): Promise<boolean> => Promise.resolve(true),
    ticket: (): TokenResult | Promise<TokenResult> => ticketFor('maria', 0),
    opens: true,
    opening: Promise.resolve(),
    /** What the key store does before it answers. */
    keyStore: (): Promise<void> => Promise.resolve(),
    /** Whether it can open what it has sealed. */
    unseals: true,
  }
  const fakeClock = createFakeClock()
  const lines = createConnectionManager({
    async open(config, secret) {
      await world.opening
      if (!world.opens) throw new Error('It does not start.')
      const source = createFakeConnection(() => world.ticket())
      opened.push({ config, secret, source })
      return source
    },
    settings,
    secrets: {
      has: (slot, scope) => stored.has(`${slot} ${scope}`),
      async save(slot, scope, secret) {
        stored.set(`${slot} ${scope}`, secret)
        await world.keyStore()
        return kept
      },
      async load(slot, scope) {
        await world.keyStore()
        return world.unseals ? stored.get(`${slot} ${scope}`) : undefined
      },
    },
    inCall: () => world.inCall,
    confirm: (question) => {
      questions.push(question)
      return world.answer()
    },
    timers: fakeClock.timers,
    log: createMemoryLog(),
  })
  lines.on((event) => events.push(event))
  return { lines, settings, stored, opened, events, questions, world, fakeClock }
}
