import type { Clock } from './app-api.ts'

/** A clock that rests while the page is hidden: durations are derived from timestamps, so nothing is lost. */
export function createVisibleClock(page: Document): Clock {
  return {
    now: () => Date.now(),
    everySecond(tick) {
      let timer: ReturnType<typeof setInterval> | undefined
      const sync = () => {
        clearInterval(timer)
        timer = undefined
        if (page.hidden) return
        tick()
        timer = setInterval(tick, 1_000)
      }
      page.addEventListener('visibilitychange', sync)
      sync()
      return () => {
        clearInterval(timer)
        page.removeEventListener('visibilitychange', sync)
      }
    },
  }
}
