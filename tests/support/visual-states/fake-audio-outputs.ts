import type { Loudspeaker, Loudspeakers } from '../../../src/renderer/telephony/audio/audio-outputs.ts'

/** Loudspeakers that come and go by hand, and are silent. */
export interface FakeAudioOutputs extends Loudspeakers {
  /** On which devices the ring was tried. */
  readonly tried: readonly string[]
  /** What comes of trying one. */
  sound: 'heard' | 'never over' | 'silent'
  plug(devices: readonly Loudspeaker[]): void
}

export function createFakeAudioOutputs(): FakeAudioOutputs {
  const listeners = new Set<() => void>()
  const tried: string[] = []
  let devices: readonly Loudspeaker[] = [
    { id: 'desk', label: 'Desk loudspeakers' },
    { id: 'headset', label: 'Jabra Evolve2 65 headset' },
  ]
  const testbed: FakeAudioOutputs = {
    tried,
    sound: 'heard',
    plug(next) {
      devices = next
      for (const listener of listeners) listener()
    },
    list: () => Promise.resolve(devices),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async tryOut(device) {
      tried.push(device)
      if (testbed.sound === 'never over') await new Promise(() => undefined)
      if (testbed.sound === 'silent') throw new Error('It is not there.')
    },
  }
  return testbed
}
