/** One line of the table. */
export interface Row {
  readonly name: string
  readonly cause: string
  readonly saw: string
  readonly noticedMs: number | undefined
  readonly backMs: number | undefined
  /** From the next call to its notification; that call was accepted and connected. */
  readonly nextCallMs: number | undefined
  readonly failure: string | undefined
}

const ms = (value: number | undefined): string => (value === undefined ? '' : `${value} ms`)
const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Fault x outcome x time, as Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ name, cause, saw, noticedMs, backMs, nextCallMs, failure }) =>
    [
      name,
      cause,
      failure === undefined ? saw : `FAILED: ${failure}`,
      ms(noticedMs),
      ms(backMs),
      ms(nextCallMs),
    ].map(cell),
  )
  const heads = [
    'fault',
    'how it was caused',
    'what came of it',
    'noticed',
    'back',
    'next call on the screen',
  ]
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The rows for a program to read: one line of JSON. */
export function jsonOf(rows: readonly Row[]): string {
  return JSON.stringify(
    rows.map(({ name, failure, noticedMs = null, backMs = null, nextCallMs = null }) => ({
      fault: name,
      held: failure === undefined,
      noticedMs,
      backMs,
      nextCallMs,
    })),
  )
}

/** The page `docs/reliability.md`. */
export function pageOf(rows: readonly Row[], electron: string): string {
  return `# Reliability, as measured

Written by \`npm run faults\`, which causes each of these troubles for real: the built program in a real
Electron, a real notification server, real audio, on the practice line. *Noticed* is from the cause to the moment the
window says so (20 s at most); *back* is from the end of the cause to being registered, rung, or heard again (5 s at most).
After each fault somebody calls: the notification must come, Accept on it must connect, and nothing may be left on the
screen when the caller hangs up. The last column is how long that notification took.

${tableOf(rows)}

${rows.filter(({ failure }) => failure === undefined).length} of ${rows.length} held. ${electron}

An exchange is asked every 4 s whether the registration stands; Twilio is asked every 12 s, so there a registration that is lost
without a sign is noticed within 16 s. While new sockets are refused, one is opened about every 150 ms at first and every 2 to 4 s
in the end.

Some take minutes and are caused only when they are named: \`npm run faults -- --only 'turned away for 200 s'\`, an outage of
200 s, was over 0.6 s after its cause was gone. \`--only 'page hung'\`, an endless loop in the page, is over when the
program has heard nothing of it for a minute (two minutes in a call), stops it, and starts it again: 60 s.

\`npm run soak\` rings the program for ten minutes (\`SOAK_MINUTES\`): at least a thousand calls, cancelled, rejected,
accepted, many at once, with sockets dropped and the exchange and the notification server restarted. A notification
server of its own counts: every ring that reached the phone was alerted, once unless the server that showed it died or
the exchange invited again, and ended once, at the exchange and on the screen. It fails, too, where memory, file handles or
what the page holds after a collection of garbage grow by more than \`tests/soak/health.ts\` allows, warm-up left out.
\`--seed\` rings the same calls again. One minute of it is part of \`npm test\`.
`
}
