import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from 'react'
import type { Phone } from '../../../shared/domain/phone.ts'
import type { AudioOutputs } from '../../telephony/audio/audio-outputs.ts'
import type { CallMicrophone, CallMicrophoneState } from '../../telephony/audio/call-microphone.ts'
import type { PhoneController } from '../../telephony/phone-controller.ts'
import type { ClickedLink, Clock, LoadedAppState, AppApi } from './app-api.ts'

/** Everything the views stand on, handed down once. */
export interface AppContext {
  readonly phone: PhoneController
  readonly api: AppApi
  readonly clock: Clock
  readonly audioOutputs: AudioOutputs
  readonly callMicrophone: Pick<CallMicrophone, 'state' | 'subscribe'>
}

const AppReactContext = createContext<AppContext | null>(null)

export function AppProvider({
  context,
  children,
}: {
  readonly context: AppContext
  readonly children: ReactNode
}) {
  return <AppReactContext value={context}>{children}</AppReactContext>
}

/** The context of the views. Throws outside `AppProvider`. */
export function useApp(): AppContext {
  const context = use(AppReactContext)
  if (!context) throw new Error('A view was used outside AppProvider.')
  return context
}

/** Something kept outside the views, now. The first picture, drawn by the build, shows what is known from the start. */
function useStore<T>(subscribe: (onChange: () => void) => () => void, getSnapshot: () => T): T {
  return useSyncExternalStore(subscribe, getSnapshot, getSnapshot)
}

/** The phone's state now. */
export function usePhone(): Phone {
  const { phone } = useApp()
  const subscribe = useCallback((onChange: () => void) => phone.subscribe(onChange), [phone])
  return useStore(subscribe, () => phone.state)
}

/** What main has said about the program, or null before it has. */
export function useAppState(): LoadedAppState | null {
  const { api } = useApp()
  return useStore(api.subscribe, () => api.state)
}

/** Whether the calls have a microphone now. */
export function useCallMicrophone(): CallMicrophoneState {
  const { callMicrophone } = useApp()
  return useStore(callMicrophone.subscribe, () => callMicrophone.state)
}

/** The phone link clicked last, or null. */
export function useClickedLink(): ClickedLink | null {
  const { api } = useApp()
  return useStore(api.subscribe, () => api.clickedLink)
}

/** ISO 3166 country whose numbers need no prefix; `US` until main has said. */
export function useCountry(): string {
  return useAppState()?.country ?? 'US'
}
