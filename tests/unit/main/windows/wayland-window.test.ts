import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { adaptToWayland } from '../../../../src/main/windows/wayland-window.ts'

/** As Electron behaves on Wayland: never minimised, and `restore` without effect. */
class WaylandWindow extends EventEmitter {
  readonly calls: string[] = []
  minimize = () => void this.calls.push('minimize')
  isMinimized = () => false
  restore = () => void this.calls.push('restore')
  hide = () => void this.calls.push('hide')
  show = () => {
    this.calls.push('show')
    this.emit('show')
  }
}

describe('a window on Wayland', () => {
  test('reports that Offhook minimised it, and is shown again by restore', () => {
    const window = new WaylandWindow()
    adaptToWayland(window)
    expect(window.isMinimized()).toBe(false)
    window.minimize()
    expect([window.isMinimized(), window.calls]).toEqual([true, ['minimize']])
    window.restore()
    expect([window.isMinimized(), window.calls]).toEqual([false, ['minimize', 'restore', 'hide', 'show']])
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
