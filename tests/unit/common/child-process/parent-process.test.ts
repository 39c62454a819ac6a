import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { connectToParent } from '../../../../common/child-process/parent-process.ts'

/** Electron's `process.parentPort`, as far as the service uses it. */
class FakePort extends EventEmitter {
  readonly posted: object[] = []
  postMessage(message: object): void {
    this.posted.push(message)
  }
}

const processWith = (parts: object): NodeJS.Process =>
  Object.assign(Object.create(process), { send: undefined }, parts)

describe('the process above', () => {
  test('is Electron where there is a parentPort', () => {
    const parentPort = new FakePort()
    const parent = connectToParent(processWith({ parentPort }))
    const heard: unknown[] = []
    parent.onMessage((message) => heard.push(message))
    parent.onGone(() => heard.push('gone'))
    parent.send({ type: 'listening', port: 1 })
    parentPort.emit('message', { data: { type: 'close' }, ports: [] })
    parentPort.emit('close')
    expect(parentPort.posted).toEqual([{ type: 'listening', port: 1 }])
    expect(heard).toEqual([{ type: 'close' }, 'gone'])
  })

  test('is missing when the file is run by hand, which says what to run instead', () => {
    expect(() => connectToParent(processWith({}))).toThrow('npm run token-service')
  })
})
