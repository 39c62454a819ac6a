import { expect, test } from 'vitest'
import { lazyLegs } from '../../../../../exchange/media/legs/lazy-leg.ts'
import { createWeriftLeg } from '../../../../../exchange/media/legs/werift-leg.ts'

const load = () => Promise.resolve(createWeriftLeg)

test('the WebRTC stack is loaded once, for the first description', async () => {
  let loads = 0
  const createLeg = lazyLegs(() => {
    loads += 1
    return load()
  })
  const [one, other] = [createLeg(), createLeg()]
  expect(loads).toBe(0)
  expect(await Promise.all([one.offer(), other.offer()])).toEqual([
    expect.stringContaining('m=audio'),
    expect.stringContaining('m=audio'),
  ])
  expect(loads).toBe(1)
  await Promise.all([one.close(), other.close()])
})

test('a leg that is closed before it was used loads nothing and reports its end', async () => {
  const states: string[] = []
  const leg = lazyLegs(() => Promise.reject(new Error('loaded')))()
  leg.on((event) => event.type === 'state' && states.push(event.state))
  expect(leg.state).toBe('new')
  await leg.close()
  await leg.close()
  expect({ states, state: leg.state }).toEqual({ states: ['closed'], state: 'closed' })
  await expect(leg.offer()).rejects.toThrow('already closed')
})

test('a leg that is closed while the stack loads leaves nothing open', async () => {
  const leg = lazyLegs(load)()
  const offered = expect(leg.offer()).rejects.toThrow('already closed')
  await leg.close()
  await offered
  expect(leg.state).toBe('closed')
})

test('a stack that cannot be loaded fails the call, and the next call loads it again', async () => {
  let works = false
  const createLeg = lazyLegs(() => (works ? load() : Promise.reject(new Error('no such file'))))
  await expect(createLeg().offer()).rejects.toThrow('could not be loaded')
  works = true
  const leg = createLeg()
  expect(await leg.offer()).toContain('m=audio')
  await leg.close()
})
