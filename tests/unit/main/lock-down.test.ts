import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { lockDown } from '../../../src/main/lock-down.ts'
import { lockedPreferences } from '../../../src/main/page-preferences.ts'

function startApp(given: readonly string[] = [], isPackaged = true) {
  const switches = new Set(given)
  let sandboxed = false
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: () => {
      sandboxed = true
    },
    isPackaged,
    commandLine: {
      hasSwitch: (name: string) => switches.has(name),
      removeSwitch: (name: string) => void switches.delete(name),
    },
  })
  lockDown(app)
  return { app, isSandboxed: () => sandboxed, left: () => [...switches] }
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

  test('takes no debugger and no other program from the command line, unless it runs from its sources', () => {
    const given = ['remote-debugging-port', 'renderer-cmd-prefix', 'user-data-dir']
    expect(startApp(given).left()).toEqual(['user-data-dir'])
    expect(startApp(given, false).left()).toEqual(given)
  })

  test('has developer tools only where Offhook runs from its sources', () => {
    expect(lockedPreferences({ preload: '/p', development: false }).devTools).toBe(false)
    expect(lockedPreferences({ preload: '/p', development: true }).devTools).toBe(true)
  })
})
