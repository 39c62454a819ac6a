import { createAppStateStore, type AppStateStore } from '../../../src/main/ipc/app-state-store.ts'
import { createReplica, type Replica } from '../../../src/main/ipc/replica.ts'
import type { AppState } from '../../../src/shared/ipc/contract.ts'
import { parseParty } from '../../../src/shared/domain/party.ts'
import { newPhone, type EndedCall, type LiveCall, type Phone } from '../../../src/shared/domain/phone.ts'
import { anAppState } from './app-state.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'

/** A call that is over, from `(202) 555-0142` unless said otherwise. */
export function anEndedCall(parts: Partial<EndedCall> & { readonly id: string }): EndedCall {
  return {
    sid: `CA-${parts.id}`,
    direction: 'incoming',
    state: 'ended',
    party: parseParty('+12025550142', undefined),
    startedAt: 1_000,
    connectedAt: null,
    endedAt: 2_000,
    endReason: 'missed',
    detail: null,
    ...parts,
  }
}

/** A call in one of its phases: an outgoing one while it is dialled, an incoming one else. */
export function aLiveCall(id: string, state: LiveCall['state'] = 'ringing'): LiveCall {
  const facts = {
    id,
    sid: `CA-${id}`,
    party: parseParty('+12025550142', undefined),
    startedAt: 1_000,
  }
  switch (state) {
    case 'ringing':
    case 'accepting':
      return { ...facts, direction: 'incoming', state: state }
    case 'connecting':
    case 'remote-ringing':
      return { ...facts, direction: 'outgoing', state: state }
    case 'connected':
    case 'reconnecting':
      return { ...facts, direction: 'incoming', state: state, connectedAt: 1_500, muted: false }
  }
}

export interface MainState {
  readonly appState: AppStateStore
  readonly replica: Replica
  /** The phone's next snapshot. */
  readonly snapshot: (parts: Partial<Phone>) => void
}

/** What main knows: an empty phone beside an app state where all is well, but for the given parts. */
export function createMainState(clock: () => number = () => 5_000, parts: Partial<AppState> = {}): MainState {
  const replica = createReplica({ clock, log: createMemoryLog() })
  let revision = 0
  return {
    replica,
    appState: createAppStateStore(anAppState(parts), () => {}),
    snapshot(phone) {
      revision += 1
      replica.accept({ revision, phone: { ...newPhone(1), ...phone } })
    },
  }
}
