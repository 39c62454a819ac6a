import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { AUDIBLE_DBFS, level, measure, toneLevel, type AudioMeasurement } from './spectrum.ts'

const RATE = 8000
/** Samples in 500 ms. */
const TONE_WINDOW = RATE / 2
const TONE_TOLERANCE_HZ = 10
/** A tone at most this much below the level of the whole signal dominates it. */
const DOMINANT_DB = 3
/** The size of one slice: 10 ms of 16-bit mono. */
const SLICE_BYTES = (RATE / 100) * 2

/** A recording of a virtual speaker, analysed in slices of 10 ms. */
export interface AudioCapture {
  /** Resolves with the wall-clock time (ms) of the first slice from now on that is not silence. */
  waitForSound(): Promise<number>
  /** Like `waitForSound`, for a tone (hertz) that dominates the signal: a ringtone does not count as a voice. */
  waitForToneOnset(hz: number): Promise<number>
  /** Resolves with the wall-clock time (ms) after `ms` milliseconds of unbroken silence. */
  waitForSilence(ms: number): Promise<number>
  /**
   * Resolves with the strongest frequency of the first window of 500 ms in which it is `hz`, within 10 Hz. The windows overlap by
   * half. Silence and other sounds before it, such as the end of a ringtone, are skipped.
   */
  waitForTone(hz: number): Promise<number>
  /** Records `ms` milliseconds from now on and returns their level and strongest frequency. */
  measure(ms: number): Promise<AudioMeasurement>
  stop(): Promise<void>
}

type Slice = { readonly samples: Int16Array; readonly at: number }

/** Records the monitor of the PulseAudio sink `speaker` with `parec`. `env` must contain PULSE_SERVER. */
export async function startAudioCapture(env: NodeJS.ProcessEnv, speaker = 'speaker'): Promise<AudioCapture> {
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
  let pending = Buffer.alloc(0)
  recorder.stdout.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    const at = Date.now()
    while (pending.length >= SLICE_BYTES) {
      const slice = pending.subarray(0, SLICE_BYTES)
      pending = pending.subarray(SLICE_BYTES)
      const samples = Int16Array.from({ length: SLICE_BYTES / 2 }, (_, n) => slice.readInt16LE(n * 2))
      // A chunk arrives when its last sample was played. Earlier slices in it are older.
      const playedAt = at - (pending.length / SLICE_BYTES) * 10
      for (const listener of listeners) listener({ samples, at: playedAt })
    }
  })
  await once(recorder.stdout, 'data')

  /** Resolves with the first result of `evaluate` that is not undefined; rejects when the recorder ends. */
  function waitFor<T>(evaluate: (slice: Slice) => T | undefined): Promise<T> {
    const found = new Promise<T>((resolve, reject) => {
      const ended = () => reject(new Error('The recording of the virtual speaker ended.'))
      recorder.once('exit', ended)
      const listener = (slice: Slice): void => {
        const result = evaluate(slice)
        if (result === undefined) return
        listeners.delete(listener)
        recorder.off('exit', ended)
        resolve(result)
      }
      listeners.add(listener)
    })
    // A test that no longer waits must not fail with an unhandled rejection.
    found.catch(() => undefined)
    return found
  }

  return {
    waitForSound: () => waitFor(({ samples, at }) => (level(samples) >= AUDIBLE_DBFS ? at : undefined)),
    waitForToneOnset: (hz) =>
      waitFor(({ samples, at }) => {
        const tone = toneLevel(samples, RATE, hz)
        return tone >= AUDIBLE_DBFS && tone >= level(samples) - DOMINANT_DB ? at : undefined
      }),
    waitForSilence(ms) {
      let silenceMs = 0
      return waitFor(({ samples, at }) => {
        silenceMs = level(samples) < AUDIBLE_DBFS ? silenceMs + 10 : 0
        return silenceMs >= ms ? at : undefined
      })
    },
    waitForTone(hz) {
      let window: number[] = []
      return waitFor(({ samples }) => {
        window.push(...samples)
        if (window.length < TONE_WINDOW) return undefined
        const strongest = measure(Int16Array.from(window), RATE).hz
        window = window.slice(TONE_WINDOW / 2)
        return strongest !== null && Math.abs(strongest - hz) < TONE_TOLERANCE_HZ ? strongest : undefined
      })
    },
    measure(ms) {
      const recorded: number[] = []
      return waitFor(({ samples }) => {
        recorded.push(...samples)
        return recorded.length >= (ms * RATE) / 1000 ? measure(Int16Array.from(recorded), RATE) : undefined
      })
    },
    async stop() {
      if (recorder.exitCode !== null) return
      recorder.kill()
      await once(recorder, 'exit')
    },
  }
}
