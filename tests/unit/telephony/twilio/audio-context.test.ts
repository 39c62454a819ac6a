import { expect, test } from 'vitest'
import {
  disableVolumeMeter,
  suspendIdleAudioContext,
  type AudioGraph,
} from '../../../../src/renderer/telephony/twilio/sdk/audio-context.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

/** A graph as Chromium's: it takes a while to start, and to suspend it meanwhile does nothing. */
function createGraph() {
  let state: AudioGraph['state'] = 'suspended'
  let started = () => {}
  return {
    get state() {
      return state
    },
    resume: () =>
      new Promise<void>((resolve) => {
        started = () => {
          state = 'running'
          resolve()
        }
      }),
    async suspend() {
      if (state === 'running') state = 'suspended'
    },
    /** The sound hardware is ready. */
    start: () => started(),
    close: () => void (state = 'closed'),
  }
}

test('a graph that is needed no more before it has started rests all the same', async () => {
  const graph = createGraph()
  let needed = true
  const settle = suspendIdleAudioContext(
    () => graph,
    () => needed,
  )
  settle()
  await flushPromises()
  needed = false
  settle()
  await flushPromises()
  graph.start()
  await flushPromises()
  expect(graph.state).toBe('suspended')
})

test('it runs as long as it is needed, and what is closed or was never made is left alone', async () => {
  const graph = createGraph()
  const settle = suspendIdleAudioContext(
    () => graph,
    () => true,
  )
  settle()
  await flushPromises()
  graph.start()
  expect(graph.state).toBe('running')
  graph.close()
  settle()
  await flushPromises()
  expect(graph.state).toBe('closed')
  suspendIdleAudioContext(
    () => null,
    () => true,
  )()
})

test('a graph that is to read no streams says so to whoever asks it to', () => {
  const graph = { createMediaStreamSource: (): never => expect.unreachable() }
  disableVolumeMeter(graph)
  expect(() => graph.createMediaStreamSource()).toThrow('not read here')
})
