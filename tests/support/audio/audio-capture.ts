import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { AUDIBLE_DBFS, level, measure, toneLevel, type Heard } from './spectrum.ts'

const RATE = 8000
/** Samples in 500 ms. */
const TONE_WINDOW = RATE / 2
const TONE_TOLERANCE_HZ = 10
/** A tone this much below the whole sound is most of it. */
const MOST_DB = 3
/** Bytes in 10 ms of 16-bit mono. */
const SLICE = (RATE / 100) * 2

/** Listens to what a virtual loudspeaker plays, as a person at the desk would. */
export interface Ears {
  /** Resolves with the wall-clock time (ms) of the first audible 10 ms from now on. */
  audible(): Promise<number>
  /** The same for a tone (hertz) that is most of what is heard: a ringtone does not pass for a voice. */
  audibleTone(hz: number): Promise<number>
  /** Resolves with the wall-clock time (ms) after which `ms` of unbroken silence were heard. */
  silent(ms: number): Promise<number>
  /**
   * Resolves once a window of 500 ms has `hz` (within 10 Hz) as its loudest frequency. The windows overlap by half. Silence and other
   * sounds before it, such as the end of a ringtone, are skipped. Returns that frequency.
   */
  waitForTone(hz: number): Promise<number>
  /** Listens for `ms` milliseconds from now on and says what was heard. */
  listen(ms: number): Promise<Heard>
  stop(): Promise<void>
}

type Slice = { readonly samples: Int16Array; readonly at: number }

/** Records the monitor of the PulseAudio sink `speaker` with `parec`; `env` carries PULSE_SERVER. */
export async function openEars(env: NodeJS.ProcessEnv, speaker = 'speaker'): Promise<Ears> {
  const recorder = spawn(
    'parec',
    [
      '--raw',
      '--format=s16le',
      `--rate=${RATE}`,
      '--channels=1',
      '--latency-msec=10',
      '-d',
      `${speaker}.monitor`,
    ],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const listeners = new Set<(slice: Slice) => void>()
  let rest = Buffer.alloc(0)
  recorder.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    const at = Date.now()
    while (rest.length >= SLICE) {
      const slice = rest.subarray(0, SLICE)
      rest = rest.subarray(SLICE)
      const samples = Int16Array.from({ length: SLICE / 2 }, (_, n) => slice.readInt16LE(n * 2))
      // A chunk arrives when its last sample was played: earlier slices in it are older.
      const heardAt = at - (rest.length / SLICE) * 10
      for (const listener of listeners) listener({ samples, at: heardAt })
    }
  })
  await once(recorder.stdout, 'data')

  function until<T>(judge: (slice: Slice) => T | undefined): Promise<T> {
    const heard = new Promise<T>((resolve, reject) => {
      const ended = () => reject(new Error('The recording of the virtual loudspeaker ended.'))
      recorder.once('exit', ended)
      const listener = (slice: Slice): void => {
        const verdict = judge(slice)
        if (verdict === undefined) return
        listeners.delete(listener)
        recorder.off('exit', ended)
        resolve(verdict)
      }
      listeners.add(listener)
    })
    // Whoever still waits is told; one who has given up must not end the program.
    heard.catch(() => undefined)
    return heard
  }

  return {
    audible: () => until(({ samples, at }) => (level(samples) >= AUDIBLE_DBFS ? at : undefined)),
    audibleTone: (hz) =>
      until(({ samples, at }) => {
        const tone = toneLevel(samples, RATE, hz)
        return tone >= AUDIBLE_DBFS && tone >= level(samples) - MOST_DB ? at : undefined
      }),
    silent(ms) {
      let quiet = 0
      return until(({ samples, at }) => {
        quiet = level(samples) < AUDIBLE_DBFS ? quiet + 10 : 0
        return quiet >= ms ? at : undefined
      })
    },
    waitForTone(hz) {
      let window: number[] = []
      return until(({ samples }) => {
        window.push(...samples)
        if (window.length < TONE_WINDOW) return undefined
        const heard = measure(Int16Array.from(window), RATE).hz
        window = window.slice(TONE_WINDOW / 2)
        return heard !== null && Math.abs(heard - hz) < TONE_TOLERANCE_HZ ? heard : undefined
      })
    },
    listen(ms) {
      const heard: number[] = []
      return until(({ samples }) => {
        heard.push(...samples)
        return heard.length >= (ms * RATE) / 1000 ? measure(Int16Array.from(heard), RATE) : undefined
      })
    },
    async stop() {
      if (recorder.exitCode !== null) return
      recorder.kill()
      await once(recorder, 'exit')
    },
  }
}
