import { spawn } from 'node:child_process'
import { once } from 'node:events'

const RATE = 48_000

/** Somebody in front of the virtual microphone. */
export interface Mouth {
  stop(): Promise<void>
}

/** Plays a steady tone (hertz, -12 dBFS) into the PulseAudio sink behind the virtual microphone until stopped. */
export function hum(env: NodeJS.ProcessEnv, hz: number, sink = 'microphone_feed'): Mouth {
  const player = spawn(
    'pacat',
    ['--raw', '--format=s16le', `--rate=${RATE}`, '--channels=1', '--latency-msec=40', '-d', sink],
    { env, stdio: ['pipe', 'ignore', 'inherit'] },
  )
  // A whole number of periods in each second, so the joints are silent.
  const second = Buffer.alloc(RATE * 2)
  for (let n = 0; n < RATE; n += 1) {
    second.writeInt16LE(Math.round(8_192 * Math.sin((2 * Math.PI * Math.round(hz) * n) / RATE)), n * 2)
  }
  const pour = (): void => {
    while (player.stdin.writable && player.stdin.write(second)) {
      // The pipe takes what the server has room for; `drain` brings us back.
    }
  }
  player.stdin.on('drain', pour).on('error', () => undefined)
  pour()
  return {
    async stop() {
      if (player.exitCode !== null) return
      player.kill()
      await once(player, 'exit')
    },
  }
}
