import './ui/styles/tokens.css'
import './ui/styles/base.css'
import { renderToStaticMarkup } from 'react-dom/server'
import { createAppApi } from './app-api.ts'
import type { TelephonyLine } from './telephony/telephony-line.ts'
import { createPhoneController } from './telephony/phone-controller.ts'
import { App } from './ui/shell/app.tsx'
import { AppProvider, type AppContext } from './ui/context/app-context.tsx'

/**
 * The window as it is before anything is known. The build puts this into index.html, so that there is something to
 * see while the page's script is still being read. Nothing of it runs in the window.
 */
export function prerenderedShell(): string {
  return renderToStaticMarkup(
    <AppProvider context={placeholderContext()}>
      <App />
    </AppProvider>,
  )
}

const noop = (): void => undefined
const pending = <T,>(): Promise<T> => new Promise<T>(() => undefined)
const noSubscription = () => noop

const INACTIVE_LINE: TelephonyLine = {
  register: noop,
  accept: noop,
  reject: noop,
  hangup: noop,
  dial: noop,
  mute: noop,
  sendDigits: noop,
  reconnect: noop,
  onActivity: noSubscription,
  subscribe: noSubscription,
  unregister: pending,
}

function placeholderContext(): AppContext {
  const clock = () => 0
  return {
    phone: createPhoneController({ line: INACTIVE_LINE, clock, newId: String, country: () => 'US' }),
    clock: { now: clock, everySecond: noSubscription },
    api: createAppApi({
      bridge: {
        request: pending,
        onAppState: noSubscription,
        onPhoneLink: noSubscription,
        onWindowShown: noSubscription,
        onPage: noSubscription,
      },
      onCountry: noop,
      later: noop,
      retryNow: noop,
      askForMicrophone: pending,
      log: { warn: noop },
    }),
    audioOutputs: { list: pending, onChange: noSubscription, playTestSound: pending },
    callMicrophone: { state: 'working', subscribe: noSubscription },
  }
}
