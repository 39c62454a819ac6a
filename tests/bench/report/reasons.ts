import type { Row } from './row.ts'

/** Why a figure may miss its aim: what was found by measuring. docs/performance.md tells how. */
const REASONS: readonly (readonly [figure: RegExp, reason: string])[] = [
  [
    /^(invite to|Accept)/,
    'near its aim on a quiet machine; on a busy one every wake-up of one more process shows',
  ],
  [
    /^Call pressed to ringing/,
    'ends when the word is in the window, its limit at the SDK’s event: the click, two drawings, and a busier page when the microphone is asked for',
  ],
  [
    /^launch to window shown/,
    'the page is fetched under a guard, styled and drawn, where the bare one is a word in its own address',
  ],
  [
    /^launch to registered, a team/,
    'main reads and runs its program (70 ms) once the window has been drawn, and the page its own (100) after that: the window is seen 150 ms sooner for it',
  ],
  [
    /^launch to registered, practice/,
    'the bare page finds its exchange running; here two servers start first, 170 and 210 ms of CPU time: see the row below',
  ],
  [
    /^memory (idle|in a call)$/,
    'main’s program and the page with its views take 13 MB each; idle, the SDK and the audio process it wakes 20 more',
  ],
  [
    /^memory after/,
    'what the SDK keeps of answered calls, on a bare page too; calls that only ring leave next to nothing',
  ],
  [
    /^tokens of the service/,
    'HTTP, the check of the secret and a line of the log beside each token; `twilio` signs with a text, which `jsonwebtoken` first tries to parse as a private key',
  ],
  [
    /^exchange: calls before/,
    'the callers run on the same two cores: with other work on the machine it is that work which is measured',
  ],
  [
    /^renderer/,
    'React is 68 kB of it, the world’s telephone numbers 27; the SDK’s preflight test, which is not used, 2',
  ],
]

/** Nothing where the aim is met, or where there is none. */
export function reasonFor({ name, met }: Row): string {
  if (met !== false) return ''
  return REASONS.find(([figure]) => figure.test(name))?.[1] ?? 'not known yet'
}
