import { microphoneSource } from '../support/audio/microphone-source.ts'
import type { Fault } from './fault.ts'
import type { Stand } from './testbed.ts'

const HUM_HZ = 1_000
const UNHEARD = /No microphone found/

/** Faults of the microphone: missing or unplugged. */
export const microphoneFaults: readonly Fault[] = [
  {
    name: 'no microphone',
    cause: 'there is no source when a call comes; it appears in the call',
    async run(stand) {
      return withoutSource(stand, async ({ removedAt, restore }) => {
        const saw = await stand.says(UNHEARD)
        const noticedMs = Date.now() - removedAt
        const sid = await stand.talk()
        const backMs = await heardAgain(stand, sid, restore)
        await stand.hangUp(sid)
        return { saw: `“${saw}”, and the call was accepted`, noticedMs, backMs }
      })
    },
  },
  {
    name: 'microphone unplugged in a call',
    cause: 'the source disappears while two people talk, and comes back',
    async run(stand) {
      const sid = await stand.talk()
      await stand.exchange.heardAtFarEnd(sid, HUM_HZ)
      return withoutSource(stand, async ({ removedAt, restore }) => {
        const saw = await stand.says(UNHEARD)
        const noticedMs = Date.now() - removedAt
        const backMs = await heardAgain(stand, sid, restore)
        await stand.hangUp(sid)
        return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
      })
    },
  },
]

interface Removed {
  readonly removedAt: number
  readonly restore: () => Promise<void>
}

async function withoutSource<T>(stand: Stand, work: (removed: Removed) => Promise<T>): Promise<T> {
  const microphone = microphoneSource(stand.desktop.env)
  const removedAt = Date.now()
  await microphone.remove()
  try {
    return await work({ removedAt, restore: () => microphone.restore() })
  } finally {
    await microphone.restore()
  }
}

/** Milliseconds from the return of the source until the far end hears it. */
async function heardAgain(stand: Stand, sid: string, restore: () => Promise<void>): Promise<number> {
  const restoredAt = Date.now()
  await restore()
  await stand.exchange.heardAtFarEnd(sid, HUM_HZ)
  return Date.now() - restoredAt
}
