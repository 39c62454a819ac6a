import { expect, test } from 'vitest'
import {
  disableVolumeMeter,
  suspendIdleAudioContext,
  type AudioGraph,
} from '../../../../src/renderer/telephony/twilio/sdk/audio-context.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

/** Creates an audio graph that behaves as in Chromium: it starts late, and `suspend` has no effect until then. */
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
    /** Simulates that the audio hardware is ready. */
    start: () => started(),
    close: () => void (state = 'closed'),
  }
}

test('an audio graph that is no longer needed before it has started is suspended', async () => {
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

test('an audio graph runs as long as it is needed, and a closed or missing graph is left unchanged', async () => {
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

test('an audio graph without a volume meter throws when a stream source is created', () => {
  const graph = { createMediaStreamSource: (): never => expect.unreachable() }
  disableVolumeMeter(graph)
  expect(() => graph.createMediaStreamSource()).toThrow('not read here')
})
