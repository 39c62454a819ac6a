import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from 'react'
import type { Phone } from '../../../shared/domain/phone.ts'
import type { Loudspeakers } from '../../telephony/audio/audio-outputs.ts'
import type { CallMicrophone, CallMicrophoneState } from '../../telephony/audio/call-microphone.ts'
import type { PhoneController } from '../../telephony/phone-controller.ts'
import type { ArrivedLink, Clock, Facts, Host } from './app-api.ts'

/** Everything the views stand on, handed down once. */
export interface Desk {
  readonly phone: PhoneController
  readonly host: Host
  readonly clock: Clock
  readonly loudspeakers: Loudspeakers
  readonly callMicrophone: Pick<CallMicrophone, 'state' | 'subscribe'>
}

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** The desk the views stand on. Throws outside `DeskProvider`. */
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('A view was used outside DeskProvider.')
  return desk
}

/** Something kept outside the views, now. The first picture, drawn by the build, shows what is known from the start. */
function useKept<T>(subscribe: (onChange: () => void) => () => void, now: () => T): T {
  return useSyncExternalStore(subscribe, now, now)
}

/** The phone's state now. */
export function usePhone(): Phone {
  const { phone } = useDesk()
  const subscribe = useCallback((onChange: () => void) => phone.subscribe(onChange), [phone])
  return useKept(subscribe, () => phone.state)
}

/** What main has said about the program, or null before it has. */
export function useFacts(): Facts | null {
  const { host } = useDesk()
  return useKept(host.subscribe, () => host.facts)
}

/** Whether the calls have a microphone now. */
export function useCallMicrophone(): CallMicrophoneState {
  const { callMicrophone } = useDesk()
  return useKept(callMicrophone.subscribe, () => callMicrophone.state)
}

/** The phone link clicked last, or null. */
export function useArrivedLink(): ArrivedLink | null {
  const { host } = useDesk()
  return useKept(host.subscribe, () => host.link)
}

/** ISO 3166 country whose numbers need no prefix; `US` until main has said. */
export function useCountry(): string {
  return useFacts()?.country ?? 'US'
}
