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
  const heads = ['fault', 'cause', 'result', 'noticed', 'back', 'next notification']
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
  return `# Reliability: measured recovery

Written by \`npm run faults\`, which injects each fault into the built program: real Electron, a real notification server,
real audio, on the practice line. _Noticed_ is the time from the fault until the window shows it (limit 20 s). _Back_ is
the time from the end of the fault until Offhook is registered, rings or has audio again (limit 5 s). After each fault a
call is placed: its notification must appear, Accept on it must connect, and nothing may be left on the screen after the
caller hangs up. The last column is the time until that notification. These are results on Linux with the development
runtime ([platforms](platforms.md)).

${tableOf(rows)}

${rows.filter(({ failure }) => failure === undefined).length} of ${rows.length} held. ${electron}

At an exchange the registration is verified every 4 s. At Twilio it is verified every 12 s, so a registration that is
lost without any sign is noticed within 16 s. While new sockets are refused, one is opened about every 150 ms at first
and every 2 to 4 s later.

Faults that take minutes run only if they are named: \`npm run faults -- --only 'turned away for 200 s'\`, an outage of
200 s, ended 0.6 s after its cause. \`--only 'page hung'\`, an endless loop in the page, ends when main has received
nothing from the page for a minute (two minutes in a call): it stops the page and starts it again, after 60 s.

\`npm run soak\` lets the program ring for ten minutes (\`SOAK_MINUTES\`): at least a thousand calls, canceled, rejected and
accepted, many at once, with dropped sockets and restarts of the exchange and the notification server. Its own
notification server counts: every call that reached the phone was alerted, once unless the server that showed it crashed
or the exchange sent the invite again, and ended once, at the exchange and on the screen. It also fails if memory, file
handles or the heap of the page after a garbage collection grow by more than \`tests/soak/health.ts\` allows after
warm-up. \`--seed\` repeats the same calls. One minute of it is part of \`npm test\`.
`
}
