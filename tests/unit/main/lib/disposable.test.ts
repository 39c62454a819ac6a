import { expect, test } from 'vitest'
import { createDisposables, disposableOf } from '../../../../src/main/lib/disposable.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

test('the last service added is the first that is disposed of', async () => {
  const order: string[] = []
  const services = createDisposables(3_000, createFakeClock().timers, createMemoryLog())
  for (const name of ['first', 'second', 'third']) services.add(disposableOf(() => order.push(name)))
  await services.dispose()
  expect(order).toEqual(['third', 'second', 'first'])
})

test('a service that fails is logged, and the others are disposed of', async () => {
  const order: string[] = []
  const log = createMemoryLog()
  const services = createDisposables(3_000, createFakeClock().timers, log)
  services.add(disposableOf(() => order.push('first')))
  services.add(disposableOf(() => Promise.reject(new Error('It is stuck.'))))
  services.add({
    dispose() {
      throw new Error('It is broken.')
    },
  })
  await services.dispose()
  expect(order).toEqual(['first'])
  expect(log.lines).toEqual([
    expect.stringContaining('A service could not be shut down: It is broken.'),
    expect.stringContaining('A service could not be shut down: It is stuck.'),
  ])
})

test('disposal resolves when the slowest service is done, and does not delay the others', async () => {
  const order: string[] = []
  let finish = () => {}
  const services = createDisposables(3_000, createFakeClock().timers, createMemoryLog())
  services.add(disposableOf(() => order.push('quick')))
  services.add(
    disposableOf(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    ),
  )
  let isDone = false
  const disposal = async () => {
    await services.dispose()
    isDone = true
  }
  const done = disposal()
  await flushPromises()
  expect(order).toEqual(['quick'])
  expect(isDone).toBe(false)
  finish()
  await done
  expect(isDone).toBe(true)
})

test('a second disposal has no effect', async () => {
  let count = 0
  const services = createDisposables(3_000, createFakeClock().timers, createMemoryLog())
  services.add(disposableOf(() => (count += 1)))
  await Promise.all([services.dispose(), services.dispose()])
  expect(count).toBe(1)
})

test('a service that never finishes does not delay the end beyond the limit', async () => {
  const log = createMemoryLog()
  const fakeClock = createFakeClock()
  const services = createDisposables(3_000, fakeClock.timers, log)
  services.add(disposableOf(() => new Promise(() => {})))
  const done = services.dispose()
  await fakeClock.advance(3_000)
  await done
  expect(log.lines).toEqual(['The services were not shut down within 3000 ms.'])
})
