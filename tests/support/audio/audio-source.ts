import { spawn } from 'node:child_process'
import { once } from 'node:events'

const RATE = 48_000

/** A tone that plays into the virtual microphone. */
export interface AudioSource {
  stop(): Promise<void>
}

/** Plays a steady tone (hertz, -12 dBFS) into the PulseAudio sink behind the virtual microphone until stopped. */
export function playTone(env: NodeJS.ProcessEnv, hz: number, sink = 'microphone_feed'): AudioSource {
  const player = spawn(
    'pacat',
    ['--raw', '--format=s16le', `--rate=${RATE}`, '--channels=1', '--latency-msec=40', '-d', sink],
    { env, stdio: ['pipe', 'ignore', 'inherit'] },
  )
  // A whole number of periods in each second, so that the loop has no clicks.
  const second = Buffer.alloc(RATE * 2)
  for (let n = 0; n < RATE; n += 1) {
    second.writeInt16LE(Math.round(8_192 * Math.sin((2 * Math.PI * Math.round(hz) * n) / RATE)), n * 2)
  }
  const fill = (): void => {
    while (player.stdin.writable && player.stdin.write(second)) {
      // The pipe accepts what the server can buffer; `drain` continues.
    }
  }
  player.stdin.on('drain', fill).on('error', () => undefined)
  fill()
  return {
    async stop() {
      if (player.exitCode !== null) return
      player.kill()
      await once(player, 'exit')
    },
  }
}
