import type { Row } from './row.ts'

/** Why a figure misses its aim, as found by measuring; see docs/performance.md. */
const REASONS: readonly (readonly [figure: RegExp, reason: string])[] = [
  [
    /^(invite to|Accept)/,
    'close to its aim on an idle machine; on a busy one each additional process wake-up shows',
  ],
  [
    /^Call pressed to ringing/,
    'it ends when "Calling" is in the window, the reference at the SDK’s event: the click, two paints, and a busier page while the microphone is opened',
  ],
  [
    /^launch to window shown/,
    'the page is loaded through the request guard, styled and painted; the bare page is one word in a data URL',
  ],
  [
    /^launch to registered, a team/,
    'main loads its code (70 ms) after the window was painted, and the page its own (100 ms) after that; in return the window is visible 150 ms sooner',
  ],
  [
    /^launch to registered, practice/,
    'the bare page uses an exchange that is running; here two servers start first, 170 and 210 ms of CPU time: see the row below',
  ],
  [
    /^memory (idle|in a call)$/,
    'the code of main and the page with its views take 13 MB each; idle, the SDK and the audio process it starts take 20 MB more',
  ],
  [
    /^memory after/,
    'memory that the SDK keeps for answered calls, also on a bare page; calls that only ring leave almost nothing',
  ],
  [
    /^tokens of the service/,
    'HTTP, the check of the secret and a log line for each token; `twilio` signs with a text secret, which `jsonwebtoken` first tries to parse as a private key',
  ],
  [
    /^exchange: calls before/,
    'the callers run on the same two cores, so other work on the machine changes the result',
  ],
  [
    /^renderer/,
    'React is 68 kB of it, phone number metadata 27; the SDK’s preflight test, which is not used, 2',
  ],
]

/** Returns an empty string if the aim is met or if there is none. */
export function reasonFor({ name, met }: Row): string {
  if (met !== false) return ''
  return REASONS.find(([figure]) => figure.test(name))?.[1] ?? 'not known yet'
}
