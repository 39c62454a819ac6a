import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { adaptToWayland, placeToStore } from '../../../../src/main/windows/wayland-window.ts'

/** As Electron behaves on Wayland: never minimised, and `restore` without effect. */
class WaylandWindow extends EventEmitter {
  readonly calls: string[] = []
  minimize = () => void this.calls.push('minimize')
  isMinimized = () => false
  restore = () => {}
  hide = () => void this.calls.push('hide')
  show = () => {
    this.calls.push('show')
    this.emit('show')
  }
}

describe('a window on Wayland', () => {
  test('knows that Offhook minimised it, and is put on the screen again by restore', () => {
    const window = new WaylandWindow()
    adaptToWayland(window)
    expect(window.isMinimized()).toBe(false)
    window.minimize()
    expect([window.isMinimized(), window.calls]).toEqual([true, ['minimize']])
    window.restore()
    expect([window.isMinimized(), window.calls]).toEqual([false, ['minimize', 'hide', 'show']])
  })

  test.each(['show', 'focus'])('is not minimised any more once there is a %s event', (event) => {
    const window = new WaylandWindow()
    adaptToWayland(window)
    window.emit('minimize')
    expect(window.isMinimized()).toBe(true)
    window.emit(event)
    expect(window.isMinimized()).toBe(false)
  })
})

describe('the place of the window that is stored', () => {
  const place = { x: 5, y: 7, width: 400, height: 700 }

  test('is the whole place on X11, Windows and macOS', () => {
    expect(placeToStore(place, undefined, false)).toEqual(place)
  })

  test('has the size alone from Wayland, where every position is 0, 0', () => {
    const now = { x: 0, y: 0, width: 500, height: 800 }
    expect(placeToStore(now, place, true)).toEqual({ x: 5, y: 7, width: 500, height: 800 })
    expect(placeToStore(now, undefined, true)).toBeUndefined()
  })
})
