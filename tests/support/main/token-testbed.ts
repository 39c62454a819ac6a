import type { TokenResult } from '../../../src/main/connection/connection.ts'
import { createTokenManager } from '../../../src/main/connection/tokens/token-manager.ts'
import type { MainMessage } from '../../../src/shared/ipc/contract.ts'
import { createFakeClock } from '../fakes/fake-clock.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { createFakeConnection, ticketFor } from './fake-connection.ts'

/**
 * The tokens of a fake connection on a fake clock, with the messages that they send to the page. `random` is from 0 to 1 and spreads
 * the waits.
 */
export function createTokenTestbed({ random = 1 } = {}) {
  const fakeClock = createFakeClock()
  const sent: MainMessage[] = []
  const log = createMemoryLog()
  const tokens = createTokenManager({
    send: (message) => sent.push(message),
    ...fakeClock,
    random: () => random,
    log,
  })
  let answer: () => TokenResult | Promise<TokenResult> = () => ticketFor('maria', fakeClock.clock())
  const source = createFakeConnection(() => answer())
  const answers = (next: typeof answer) => {
    answer = next
  }
  const said = () => sent.map((message) => (message.type === 'token-error' ? message.reason : message.type))
  return { fakeClock, sent, said, tokens, source, answers, log }
}
