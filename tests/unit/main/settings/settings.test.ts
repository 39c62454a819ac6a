import { describe, expect, test } from 'vitest'
import { createSettings } from '../../../../src/main/settings/settings.ts'
import { createMemoryStore } from '../../../support/fakes/memory-store.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

const TEAM = { kind: 'team', url: 'https://calls.example.com/token', method: 'POST' } as const

describe('settings', () => {
  test('what was set is there again', () => {
    const store = createMemoryStore()
    const settings = createSettings(store, createMemoryLog())
    settings.connectionProfile = TEAM
    settings.window = { x: 1, y: 2, width: 380, height: 660 }
    const again = createSettings(store, createMemoryLog())
    expect(again.connectionProfile).toEqual(TEAM)
    expect(again.window).toEqual({ x: 1, y: 2, width: 380, height: 660 })
  })

  test('nothing stored: the practice line, no place, no country', () => {
    const settings = createSettings(createMemoryStore(), createMemoryLog())
    expect(settings.connectionProfile).toEqual({ kind: 'practice' })
    expect(settings.window).toBeUndefined()
    expect(settings.country).toBeUndefined()
  })

  test.each([
    ['line', { kind: 'team', url: 'http://calls.example.com', method: 'POST' }],
    ['line', 'nonsense'],
    ['window', { x: 'left' }],
    ['country', 'Germany'],
  ])('a %s that makes no sense (%j) costs only itself, and is named', (key, value) => {
    const log = createMemoryLog()
    const settings = createSettings(createMemoryStore({ country: 'DE', [key]: value }), log)
    expect({ line: settings.connectionProfile, window: settings.window }).toEqual({
      line: { kind: 'practice' },
      window: undefined,
    })
    expect(settings.country).toBe(key === 'country' ? undefined : 'DE')
    expect(log.lines).toEqual([`The stored setting "${key}" makes no sense and is left aside.`])
  })
})
