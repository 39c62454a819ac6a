import * as v from 'valibot'
import type { FarEndScript } from '../media/sounds/far-end.ts'

const Seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(3600))

/**
 * The script of an endpoint: how it responds to a call, and the audio that it sends. Times are in seconds, `tone` is in hertz.
 */
export const Script = v.union(
  [
    v.picklist(['echo', 'silence', 'busy', 'no-answer', 'rejects', 'not-in-service']),
    v.strictObject({ tone: v.pipe(v.number(), v.minValue(50), v.maxValue(3600)) }),
    v.strictObject({ answersLate: Seconds }),
    v.strictObject({ hangsUpAfter: Seconds }),
    v.strictObject({ says: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  ],
  'one of "echo", "silence", "busy", "no-answer", "rejects", "not-in-service", {"tone": hertz}, {"answersLate": seconds}, {"hangsUpAfter": seconds}, {"says": text}',
)
export type Script = v.InferOutput<typeof Script>

/** A script with all defaults. */
export interface Behaviour {
  readonly answer:
    'at-once' | { readonly afterSeconds: number } | 'busy' | 'no-answer' | 'rejected' | 'not-found'
  readonly sound: FarEndScript
  readonly hangsUpAfterSeconds?: number
}

export function behaviourOf(script: Script): Behaviour {
  if (typeof script === 'string') {
    switch (script) {
      case 'echo':
      case 'silence':
        return { answer: 'at-once', sound: { kind: script } }
      case 'busy':
      case 'no-answer':
        return { answer: script, sound: { kind: 'silence' } }
      case 'rejects':
        return { answer: 'rejected', sound: { kind: 'silence' } }
      case 'not-in-service':
        return { answer: 'not-found', sound: { kind: 'silence' } }
    }
  }
  if ('tone' in script) return { answer: 'at-once', sound: { kind: 'tone', hz: script.tone } }
  if ('says' in script) return { answer: 'at-once', sound: { kind: 'sentence', text: script.says } }
  if ('answersLate' in script)
    return { answer: { afterSeconds: script.answersLate }, sound: { kind: 'echo' } }
  return { answer: 'at-once', sound: { kind: 'tone', hz: 440 }, hangsUpAfterSeconds: script.hangsUpAfter }
}
