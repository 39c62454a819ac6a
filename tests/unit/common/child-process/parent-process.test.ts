import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { connectToParent } from '../../../../common/child-process/parent-process.ts'

/** The part of Electron's `process.parentPort` that is used. */
class FakePort extends EventEmitter {
  readonly posted: object[] = []
  postMessage(message: object): void {
    this.posted.push(message)
  }
}

const processWith = (parts: object): NodeJS.Process =>
  Object.assign(Object.create(process), { send: undefined }, parts)

describe('the connection to the parent process', () => {
  test('uses the parentPort of a utility process of Electron', () => {
    const parentPort = new FakePort()
    const parent = connectToParent(processWith({ parentPort }))
    const received: unknown[] = []
    parent.onMessage((message) => received.push(message))
    parent.onExit(() => received.push('exit'))
    parent.send({ type: 'listening', port: 1 })
    parentPort.emit('message', { data: { type: 'close' }, ports: [] })
    parentPort.emit('close')
    expect(parentPort.posted).toEqual([{ type: 'listening', port: 1 }])
    expect(received).toEqual([{ type: 'close' }, 'exit'])
  })

  test('throws without a parent, with the commands to use instead', () => {
    expect(() => connectToParent(processWith({}))).toThrow('npm run token-service')
  })
})
