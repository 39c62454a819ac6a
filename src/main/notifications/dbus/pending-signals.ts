import type { ServerEvent, ShownId } from './notification-server.ts'

/** What a server says about one of its notifications. */
type Said = Exclude<ServerEvent, { type: 'owner' }>

/** What was said about notifications whose number is not known yet: the server answers `Notify` in its own time. */
export interface EarlyEvents {
  /** `asking` is on its way to a notification's number. Answers it, and what was said about that number meanwhile. */
  during(asking: Promise<ShownId>): Promise<{ readonly shown: ShownId; readonly said: readonly Said[] }>
  /** About a number nobody knows; kept only while somebody asks for one. */
  keep(event: Said): void
}

/** Anybody on the bus may say things about any number. */
const MOST_KEPT = 50

export function createEarlyEvents(): EarlyEvents {
  let asking = 0
  let kept: Said[] = []
  return {
    async during(number) {
      asking += 1
      try {
        const shown = await number
        const isAbout = (event: Said) => event.shown.from === shown.from && event.shown.id === shown.id
        return { shown, said: kept.filter(isAbout) }
      } finally {
        asking -= 1
        if (asking === 0) kept = []
      }
    },
    keep(event) {
      if (asking > 0) kept = [...kept, event].slice(-MOST_KEPT)
    },
  }
}
