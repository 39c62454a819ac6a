import './ui/styles/tokens.css'
import './ui/styles/base.css'
import { renderToStaticMarkup } from 'react-dom/server'
import { createHost } from './app-api.ts'
import type { TelephoneLine } from './telephony/telephony-line.ts'
import { createPhone } from './telephony/phone-controller.ts'
import { App } from './ui/shell/app.tsx'
import { DeskProvider, type Desk } from './ui/context/app-context.tsx'

/**
 * The window as it is before anything is known. The build puts this into index.html, so that there is something to
 * see while the page's script is still being read. Nothing of it runs in the window.
 */
export function firstPicture(): string {
  return renderToStaticMarkup(
    <DeskProvider desk={deskOfNobody()}>
      <App />
    </DeskProvider>,
  )
}

const nothing = (): void => undefined
const never = <T,>(): Promise<T> => new Promise<T>(() => undefined)
const unheard = () => nothing

const DEAD_LINE: TelephoneLine = {
  open: nothing,
  accept: nothing,
  reject: nothing,
  hangup: nothing,
  dial: nothing,
  mute: nothing,
  sendDigits: nothing,
  restart: nothing,
  feel: unheard,
  subscribe: unheard,
  close: never,
}

function deskOfNobody(): Desk {
  const clock = () => 0
  return {
    phone: createPhone({ line: DEAD_LINE, clock, newId: String, country: () => 'US' }),
    clock: { now: clock, everySecond: unheard },
    host: createHost({
      bridge: { request: never, onHouse: unheard, onLink: unheard, onPlaced: unheard, onPage: unheard },
      onCountry: nothing,
      later: nothing,
      retryNow: nothing,
      askForMicrophone: never,
    }),
    loudspeakers: { list: never, onChange: unheard, tryOut: never },
    callMicrophone: { state: 'working', subscribe: unheard },
  }
}
