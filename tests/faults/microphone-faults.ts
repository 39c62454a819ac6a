import { microphoneSource } from '../support/audio/microphone-source.ts'
import type { Fault } from './fault.ts'
import type { FaultTestbed } from './testbed.ts'

const TONE_HZ = 1_000
const UNHEARD = /No microphone found/

/** Faults of the microphone: missing or unplugged. */
export const microphoneFaults: readonly Fault[] = [
  {
    name: 'no microphone',
    cause: 'there is no source when a call comes; it appears in the call',
    async run(testbed) {
      return withoutSource(testbed, async ({ removedAt, restore }) => {
        const saw = await testbed.says(UNHEARD)
        const noticedMs = Date.now() - removedAt
        const sid = await testbed.talk()
        const backMs = await heardAgain(testbed, sid, restore)
        await testbed.hangUp(sid)
        return { saw: `“${saw}”, and the call was accepted`, noticedMs, backMs }
      })
    },
  },
  {
    name: 'microphone unplugged in a call',
    cause: 'the source disappears while two people talk, and comes back',
    async run(testbed) {
      const sid = await testbed.talk()
      await testbed.exchange.heardAtFarEnd(sid, TONE_HZ)
      return withoutSource(testbed, async ({ removedAt, restore }) => {
        const saw = await testbed.says(UNHEARD)
        const noticedMs = Date.now() - removedAt
        const backMs = await heardAgain(testbed, sid, restore)
        await testbed.hangUp(sid)
        return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
      })
    },
  },
]

interface Removed {
  readonly removedAt: number
  readonly restore: () => Promise<void>
}

async function withoutSource<T>(testbed: FaultTestbed, work: (removed: Removed) => Promise<T>): Promise<T> {
  const microphone = microphoneSource(testbed.desktop.env)
  const removedAt = Date.now()
  await microphone.remove()
  try {
    return await work({ removedAt, restore: () => microphone.restore() })
  } finally {
    await microphone.restore()
  }
}

/** Milliseconds from the return of the source until the far end hears it. */
async function heardAgain(testbed: FaultTestbed, sid: string, restore: () => Promise<void>): Promise<number> {
  const restoredAt = Date.now()
  await restore()
  await testbed.exchange.heardAtFarEnd(sid, TONE_HZ)
  return Date.now() - restoredAt
}
