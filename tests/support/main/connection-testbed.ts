import type { ConnectionQuestion } from '../../../src/main/connection/connection-question.ts'
import type { LineConfig } from '../../../src/main/settings/connection-profile.ts'
import type { TicketOutcome } from '../../../src/main/connection/connection.ts'
import { createLines, type LineEvent } from '../../../src/main/connection/connection-manager.ts'
import type { Kept } from '../../../src/main/settings/secrets.ts'
import type { LineChoice } from '../../../src/shared/ipc/contract.ts'
import { createFakeClock, createMemoryLog } from '../fakes/fake-clock.ts'
import { createFakeConnection, ticketFor, type FakeConnection } from './fake-connection.ts'

export const TEAM = {
  kind: 'team',
  url: 'https://a.example/token',
  method: 'POST',
  secret: 'open sesame',
} as const satisfies LineChoice
export const ACCOUNT = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0'.repeat(32)}`,
  apiKeySid: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'key secret of mine',
  twimlAppSid: `AP${'0'.repeat(32)}`,
  callerId: '+12025550100',
} as const satisfies LineChoice

/** Lines with servers, secrets and a person that a test controls. */
export function createConnectionTestbed(
  options: { kept?: Kept; line?: LineConfig; stored?: Record<string, string> } = {},
) {
  const { kept = 'in-key-store', line = { kind: 'practice' } } = options
  const settings = { line }
  const stored = new Map(Object.entries(options.stored ?? {}))
  const opened: { config: LineConfig; secret: string | undefined; source: FakeConnection }[] = []
  const events: LineEvent[] = []
  const questions: ConnectionQuestion[] = []
  const world = {
    inCall: false,
    answer: (): Promise<boolean> => Promise.resolve(true),
    ticket: (): TicketOutcome | Promise<TicketOutcome> => ticketFor('maria', 0),
    opens: true,
    opening: Promise.resolve(),
    /** What the key store does before it answers. */
    keyStore: (): Promise<void> => Promise.resolve(),
    /** Whether it can open what it has sealed. */
    unseals: true,
  }
  const fakeClock = createFakeClock()
  const lines = createLines({
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
      async keep(slot, scope, secret) {
        stored.set(`${slot} ${scope}`, secret)
        await world.keyStore()
        return kept
      },
      async find(slot, scope) {
        await world.keyStore()
        return world.unseals ? stored.get(`${slot} ${scope}`) : undefined
      },
    },
    inCall: () => world.inCall,
    confirm: (question) => {
      questions.push(question)
      return world.answer()
    },
    onEvent: (event) => events.push(event),
    timers: fakeClock.timers,
    log: createMemoryLog(),
  })
  return { lines, settings, stored, opened, events, questions, world, fakeClock }
}
