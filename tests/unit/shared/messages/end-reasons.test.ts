import { describe, expect, test } from 'vitest'
import type { EndedCall, EndReason } from '../../../../src/shared/domain/phone.ts'
import { endReasonMessage, callStateMessage } from '../../../../src/shared/messages/calls.ts'

const ended = (endReason: EndReason, over: Partial<EndedCall> = {}): EndedCall => ({
  id: 'a',
  sid: null,
  party: { kind: 'identity', address: 'jan', name: null },
  state: 'ended',
  direction: 'outgoing',
  endReason: endReason,
  startedAt: 0,
  connectedAt: null,
  endedAt: 10_000,
  detail: null,
  ...over,
})

describe('The message for an end reason', () => {
  test.each<[EndReason, string, string]>([
    ['busy', 'Busy', 'jan is busy or declined the call.'],
    ['no-answer', 'No answer', 'jan did not answer.'],
    ['not-answered', 'Not answered', 'jan did not answer or declined, or cannot be reached.'],
    ['unreachable', 'Cannot be reached', 'jan is not online or not in service, or the call was refused.'],
    [
      'application-error',
      'Call failed',
      'The service that connects your calls is not working. Try again later.',
    ],
  ])('describes %s', (endReason, title, hint) => {
    expect(endReasonMessage(ended(endReason), 'US')).toEqual({ title, hint })
  })

  test.each<[what: string, over: Partial<EndedCall>, hint: string]>([
    ['a placed call, after a moment', { connectedAt: 8_000 }, 'The other side ended the call.'],
    ['a placed call, after a talk', { connectedAt: 7_000 }, 'jan hung up.'],
    ['a call that came in, after a moment', { direction: 'incoming', connectedAt: 9_000 }, 'jan hung up.'],
  ])('has a hint when the remote party ended the call: %s', (_what, over, hint) => {
    expect(endReasonMessage(ended('remote-hangup', over), 'US').hint).toBe(hint)
  })
})

test('a connecting call is not described as ringing', () => {
  const call = {
    id: 'a',
    sid: null,
    party: { kind: 'identity', address: 'jan', name: null },
    startedAt: 0,
    direction: 'outgoing',
  } as const
  expect(callStateMessage({ ...call, state: 'connecting' })).toBe('Connecting')
  expect(callStateMessage({ ...call, state: 'remote-ringing' })).toBe('Calling')
})
