import type { AudioOutput, AudioOutputs } from '../../../src/renderer/telephony/audio/audio-outputs.ts'

/** Loudspeakers that come and go by hand, and are silent. */
export interface FakeAudioOutputs extends AudioOutputs {
  /** On which devices the ring was tested. */
  readonly tested: readonly string[]
  /** What comes of trying one. */
  sound: 'played' | 'pending' | 'failed'
  connect(devices: readonly AudioOutput[]): void
}

export function createFakeAudioOutputs(): FakeAudioOutputs {
  const listeners = new Set<() => void>()
  const tested: string[] = []
  let devices: readonly AudioOutput[] = [
    { id: 'desk', label: 'Desk loudspeakers' },
    { id: 'headset', label: 'Jabra Evolve2 65 headset' },
  ]
  const outputs: FakeAudioOutputs = {
    tested,
    sound: 'played',
    connect(next) {
      devices = next
      for (const listener of listeners) listener()
    },
    list: () => Promise.resolve(devices),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async playTestSound(device) {
      tested.push(device)
      if (outputs.sound === 'pending') await new Promise(() => undefined)
      if (outputs.sound === 'failed') throw new Error('It is not there.')
    },
  }
  return outputs
}
