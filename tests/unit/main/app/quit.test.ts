import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { shutdownBeforeQuit, quitOnSignals, type WillQuitApp } from '../../../../src/main/app/quit.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

/** Quits as Electron does: `preventDefault` in `will-quit` also cancels a quit that is requested in the same tick. */
class FakeApp extends EventEmitter implements WillQuitApp {
  ended = 0
  #emitting = false

  quit(): void {
    if (this.#emitting) return
    this.#emitting = true
    let isPrevented = false
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) })
    queueMicrotask(() => {
      this.#emitting = false
      if (!isPrevented) this.ended += 1
    })
  }
}

test('quitting waits for the shutdown, which runs once', async () => {
  const app = new FakeApp()
  const away = deferred<void>()
  let calls = 0
  const shutdown = () => {
    calls += 1
    return away.promise
  }
  shutdownBeforeQuit(app, shutdown, createMemoryLog())
  app.quit()
  await flushPromises()
  app.quit()
  await flushPromises()
  expect([app.ended, calls]).toEqual([0, 1])
  away.resolve()
  await flushPromises()
  await flushPromises()
  expect([app.ended, calls]).toEqual([1, 1])
})

test('quitting continues after a shutdown that completes at once', async () => {
  const app = new FakeApp()
  shutdownBeforeQuit(app, async () => {}, createMemoryLog())
  app.quit()
  await flushPromises()
  await flushPromises()
  expect(app.ended).toBe(1)
})

test('a failed shutdown is logged and does not prevent quitting', async () => {
  const app = new FakeApp()
  const log = createMemoryLog()
  const shutdown = async () => {
    throw new Error('the server clings')
  }
  shutdownBeforeQuit(app, shutdown, log)
  app.quit()
  await flushPromises()
  await flushPromises()
  expect(app.ended).toBe(1)
  expect(log.lines.join()).toContain('the server clings')
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
  '%s quits the app even if a library has installed a handler',
  (signal) => {
    const process = new EventEmitter()
    const done: string[] = []
    process.once(signal, () => done.push('ended on the spot'))
    quitOnSignals(process, () => void done.push('quit'))
    process.emit(signal)
    expect(done).toEqual(['quit'])
    // No listener is left for a second signal, so the system ends the process.
    expect(process.listenerCount(signal)).toBe(0)
  },
)
