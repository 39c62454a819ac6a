import { describe, expect, test } from 'vitest'
import { ariaKeys, actionFor, keysFor, SHORTCUTS } from '../../../src/renderer/ui/keyboard/shortcuts.ts'

const NOTHING = {
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
}

describe('which keys do what', () => {
  test.each([
    ['Ctrl Shift A', { key: 'A', code: 'KeyA', ctrlKey: true, shiftKey: true }, 'accept'],
    ['Cmd Shift d, on a Mac', { key: 'd', code: 'KeyD', metaKey: true, shiftKey: true }, 'reject'],
    ['Ctrl Shift M in Cyrillic', { key: 'Ь', code: 'KeyM', ctrlKey: true, shiftKey: true }, 'mute'],
    ['Ctrl Shift H held down', { key: 'H', code: 'KeyH', ctrlKey: true, shiftKey: true, repeat: true }, null],
    ['Ctrl 2 where digits need Shift', { key: 'é', code: 'Digit2', ctrlKey: true }, 'recents'],
    ['Ctrl A', { key: 'a', code: 'KeyA', ctrlKey: true }, null],
    ['AltGr and Shift A', { key: 'A', code: 'KeyA', ctrlKey: true, altKey: true, shiftKey: true }, null],
    ['a mere letter', { key: 'h', code: 'KeyH' }, null],
    ['Escape', { key: 'Escape', code: 'Escape', ctrlKey: true, shiftKey: true }, null],
  ])('%s', (_what, pressed, action) => {
    expect(actionFor({ ...NOTHING, ...pressed })).toBe(action)
  })

  test('no two share their keys, and each is written as it is pressed', () => {
    const written = SHORTCUTS.map(({ action }) => keysFor(action, false).join(' + '))
    expect(new Set(written).size).toBe(SHORTCUTS.length)
    expect(written).toContain('Ctrl + Shift + M')
    expect(keysFor('mute', true)).toEqual(['⌘', '⇧', 'M'])
    expect(ariaKeys('mute')).toBe('Control+Shift+M Meta+Shift+M')
  })
})
