import type { Row } from './row.ts'

/** Why a figure may miss its aim: what was found by measuring. docs/performance.md tells how. */
const REASONS: readonly (readonly [figure: RegExp, reason: string])[] = [
  [
    /^Call pressed to ringing/,
    'ends when the word is in the window, its limit at the SDK’s event: the click, two drawings of the page and a busier page when the microphone is asked for',
  ],
  [
    /^launch to window shown/,
    'some 200 ms more CPU time in Electron’s own process, 150 in the page’s, and 400 in the two servers that start meanwhile on the same cores',
  ],
  [
    /^launch to registered, both/,
    'the bare page finds its exchange running; two servers have to start here, 170 and 210 ms of CPU time: see the row below',
  ],
  [
    /^memory idle$/,
    'a bare window runs no SDK: with it and the audio process it wakes, a bare page takes 20 MB more',
  ],
  [
    /^memory after/,
    'Chromium keeps about 1.2 MB of each answered call, on a bare SDK page too; calls that only ring leave nothing',
  ],
  [/^exchange: calls, by CPU/, 'TwiML parties, meters and call records between the packets'],
  [
    /^exchange: calls before/,
    'the callers run on the same two cores: with other work on the machine, it is that work which is measured',
  ],
  [/^renderer/, 'React’s own renderer is 57 kB of it, the world’s telephone numbers 30'],
]

/** Nothing where the aim is met, or where there is none. */
export function reasonFor({ name, met }: Row): string {
  if (met !== false) return ''
  return REASONS.find(([figure]) => figure.test(name))?.[1] ?? 'not known yet'
}
