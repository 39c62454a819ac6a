import type { ExchangeEvent } from '../../../exchange/model/events.ts'
import type { FarCall, FarEnd } from '../../conformance/telephony-line/harness.ts'
import type { LineBrowser } from './line-browser.ts'
import { SPECIAL_NUMBERS, type SimulatorFixture } from './simulator-fixture.ts'

interface FarEndOptions {
  readonly simulator: SimulatorFixture
  readonly browser: LineBrowser
  readonly identity: string
  readonly other: FarEnd['anotherDevice']
}

/** Everybody else, by the exchange's own levers. */
export function farEndOf({ simulator, browser, identity, other }: FarEndOptions): FarEnd {
  const { exchange, events } = simulator
  const began = events.entries.length
  const isRegistered = (event: ExchangeEvent): boolean =>
    event.type === 'registered' && event.identity === identity
  return {
    numbers: {
      answers: '+12025550101',
      busy: '+12025550103',
      rejects: '+12025550105',
      'never-answers': '+12025550104',
      'not-in-service': '+12025550198',
      ...SPECIAL_NUMBERS,
    },
    async rings(from, callerName) {
      const { sid } = exchange.calls.place({
        from,
        to: `client:${identity}`,
        party: 'echo',
        ...(callerName === undefined ? {} : { callerName }),
      })
      return farCall(simulator, sid)
    },
    async placed() {
      const isPlaced = (event: ExchangeEvent): boolean =>
        event.type === 'call-started' && event.parentSid === undefined && event.from === `client:${identity}`
      await events.waitFor('a placed call', isPlaced, { from: began })
      const last = events.entries.slice(began).findLast(isPlaced)
      return farCall(simulator, last?.type === 'call-started' ? last.callSid : '')
    },
    anotherDevice: other,
    async dropsSocket() {
      exchange.injectFault({ kind: 'drop', identity })
    },
    async stalls() {
      exchange.injectFault({ kind: 'stall', identity })
    },
    async outage() {
      exchange.injectFault({ kind: 'refuse', on: true })
      exchange.injectFault({ kind: 'drop', identity })
      return {
        async ends() {
          exchange.injectFault({ kind: 'refuse', on: false })
          // Ready once more: the line has found its way back.
          await events.waitFor('registered again', isRegistered, { from: events.entries.length })
        },
      }
    },
    async refuses() {
      exchange.injectFault({ kind: 'refuse', identity })
      let from = events.entries.length
      exchange.injectFault({ kind: 'drop', identity })
      for (let ended = 0; ended < 4; ended += 1) {
        await events.waitFor('the end of a socket', ({ type }) => type === 'disconnected', { from })
        from = events.entries.findIndex(({ type }, n) => n >= from && type === 'disconnected') + 1
      }
      return {
        async ends() {
          exchange.injectFault({ kind: 'refuse', identity, on: false })
          await events.waitFor('registered again', isRegistered, {
            from: events.entries.length,
            timeoutMs: 5_000,
          })
        },
      }
    },
    async closesSignalling() {
      exchange.injectFault({ kind: 'close', identity })
    },
    async expiresToken() {
      exchange.injectFault({ kind: 'expire', identity })
    },
    microphone: (state) => browser.microphone(state),
  }
}

function farCall({ exchange, events }: SimulatorFixture, sid: string): FarCall {
  const legs = (): Set<string> =>
    new Set([
      sid,
      ...events.entries.flatMap((event) =>
        event.type === 'call-started' && event.parentSid === sid ? [event.callSid] : [],
      ),
    ])
  return {
    async hangsUp() {
      exchange.calls.hangUp(sid)
    },
    async isAnswered() {
      await events.waitFor(
        `the answer to ${sid}`,
        (event) => event.type === 'bridged' && event.callSid === sid,
      )
    },
    async heardDigits(digits) {
      const heard = (): string =>
        events.entries
          .flatMap((event) => (event.type === 'digit' && legs().has(event.callSid) ? [event.digit] : []))
          .join('')
      await events.waitFor(`the digits ${digits}`, () => heard() === digits)
    },
    async isOver() {
      await events.waitFor(`the end of ${sid}`, (event) => event.type === 'ended' && event.callSid === sid)
    },
  }
}
