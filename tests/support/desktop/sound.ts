import { join } from 'node:path'
import { lookFor } from './accessibility.ts'
import { run } from '../../../scripts/lib/run.ts'
import { readyOrEnded, startBackground } from './process.ts'

/** A sound server of its own. What is played into `microphone_feed` is what the microphone hears. */
export type Sound = { server: string; stop(): Promise<void> }

const MODULES = (socket: string): string[] => [
  `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  'module-null-sink sink_name=speaker sink_properties=device.description=Speaker',
  'module-null-sink sink_name=microphone_feed sink_properties=device.description=MicrophoneFeed',
  'module-remap-source master=microphone_feed.monitor source_name=microphone source_properties=device.description=Microphone',
]

/** Starts PulseAudio with one silent speaker and one microphone, and no hardware; the socket is in `folder`. */
export async function startSound(folder: string, env: NodeJS.ProcessEnv): Promise<Sound> {
  const socket = join(folder, 'pulse')
  const server = `unix:${socket}`
  const args = ['--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--log-level=error', '-n']
  const modules = MODULES(socket).flatMap((module) => ['--load', module])
  const own = { ...env, PULSE_RUNTIME_PATH: join(folder, 'pulse-run'), PULSE_STATE_PATH: folder }
  const program = await startBackground('pulseaudio', [...args, ...modules], { env: own })
  const answers = lookFor('An answer of the sound server', 10_000, async () => {
    const done = await run('pactl', ['--server', server, 'info'], { env: own, timeout: 5_000 })
    return done.code === 0 ? true : undefined
  })
  await readyOrEnded(program, answers)
  return { server, stop: () => program.stop() }
}
