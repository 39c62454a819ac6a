import { createHouseBoard, type HouseBoard } from '../../../src/main/ipc/app-state-store.ts'
import { createReplica, type Replica } from '../../../src/main/ipc/replica.ts'
import type { House } from '../../../src/shared/ipc/contract.ts'
import { partyFrom } from '../../../src/shared/domain/party.ts'
import { newPhone, type EndedCall, type LiveCall, type Phone } from '../../../src/shared/domain/phone.ts'
import { anAppState } from './app-state.ts'
import { createMemoryLog } from '../fakes/fake-clock.ts'

/** A call that is over, from `(202) 555-0142` unless said otherwise. */
export function anEndedCall(parts: Partial<EndedCall> & { readonly id: string }): EndedCall {
  return {
    sid: `CA-${parts.id}`,
    direction: 'incoming',
    phase: 'ended',
    party: partyFrom('+12025550142', undefined),
    startedAt: 1_000,
    openedAt: null,
    endedAt: 2_000,
    ending: 'missed',
    detail: null,
    ...parts,
  }
}

/** A call in one of its phases: an outgoing one while it is dialled, an incoming one else. */
export function aLiveCall(id: string, phase: LiveCall['phase'] = 'ringing'): LiveCall {
  const facts = {
    id,
    sid: `CA-${id}`,
    party: partyFrom('+12025550142', undefined),
    startedAt: 1_000,
  }
  switch (phase) {
    case 'ringing':
    case 'answering':
      return { ...facts, direction: 'incoming', phase }
    case 'dialling':
    case 'alerting':
      return { ...facts, direction: 'outgoing', phase }
    case 'open':
    case 'reconnecting':
      return { ...facts, direction: 'incoming', phase, openedAt: 1_500, muted: false }
  }
}

export interface MainState {
  readonly house: HouseBoard
  readonly replica: Replica
  /** The phone's next snapshot. */
  readonly snapshot: (parts: Partial<Phone>) => void
}

/** What main knows: an empty phone beside a house where all is well, but for the given parts. */
export function createMainState(clock: () => number = () => 5_000, parts: Partial<House> = {}): MainState {
  const replica = createReplica({ clock, log: createMemoryLog() })
  let revision = 0
  return {
    replica,
    house: createHouseBoard(anAppState(parts), () => {}),
    snapshot(phone) {
      revision += 1
      replica.accept({ revision, phone: { ...newPhone(1), ...phone } })
    },
  }
}
