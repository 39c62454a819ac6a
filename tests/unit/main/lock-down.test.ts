import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { lockDown } from '../../../src/main/lock-down.ts'
import { lockedPreferences } from '../../../src/main/page-preferences.ts'

function startApp(switches: readonly string[] = []) {
  let sandboxed = false
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: () => {
      sandboxed = true
    },
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
  })
  lockDown(app)
  return { app, isSandboxed: () => sandboxed }
}

describe('every page there will ever be', () => {
  test('is sandboxed, whatever its window says', () => {
    expect(startApp().isSandboxed()).toBe(true)
  })

  test('keeps its window’s own sandbox where the person switched Chromium’s off', () => {
    expect(startApp(['no-sandbox']).isSandboxed()).toBe(false)
    expect(lockedPreferences({ preload: '/p', development: true }).sandbox).toBe(true)
  })

  test('gets no webview and opens no window', () => {
    let answer: unknown
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => {
        answer = handler()
      },
    })
    startApp().app.emit('web-contents-created', {}, contents)
    expect(answer).toEqual({ action: 'deny' })
    let prevented = false
    contents.emit('will-attach-webview', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })

  test('has developer tools only where Offhook runs from its sources', () => {
    expect(lockedPreferences({ preload: '/p', development: false }).devTools).toBe(false)
    expect(lockedPreferences({ preload: '/p', development: true }).devTools).toBe(true)
  })
})
