import { findLink } from '../../../shared/domain/dial/link-schemes.ts'

/** The part of Electron's `app` used here. */
export interface LinkedApp {
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown
  on(event: 'second-instance', listener: (event: unknown, args: string[]) => void): unknown
}

/** The phone links that the operating system passes to this program. */
export interface IncomingLinks {
  /** Calls the listener with each link, unparsed; with earlier links at once. Call it once. */
  onLink(listener: (raw: string) => void): void
}

/**
 * Call it before the app is ready, when macOS emits the link that started the program. On other systems a link is an argument of this
 * instance, or of a second instance that passes it to this one.
 */
export function listenForLinks(app: LinkedApp, ownArgs: readonly string[]): IncomingLinks {
  let waiting: string[] = []
  let deliver = (raw: string): void => {
    waiting = [raw]
  }
  const arrive = (raw: string | null) => {
    if (raw !== null) deliver(raw)
  }
  arrive(findLink(ownArgs))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    arrive(url)
  })
  app.on('second-instance', (_event, args) => {
    arrive(findLink(args))
  })
  return {
    onLink(listener) {
      deliver = listener
      for (const raw of waiting.splice(0)) listener(raw)
    },
  }
}
