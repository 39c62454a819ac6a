import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { startDesktop, type Desktop } from '../../support/desktop/desktop.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import type { Runtime } from '../../../scripts/runtime/ensure-electron.ts'
import { startAudioCapture, type AudioCapture } from '../../support/audio/audio-capture.ts'
import { playTone } from '../../support/audio/audio-source.ts'

/** Where everything is measured: one private desktop with sound, one runtime, one build. */
export interface BenchTestbed {
  readonly runtime: Runtime
  readonly desktop: Desktop
  readonly audioCapture: AudioCapture
  /** The build to measure: a copy, so that building again meanwhile changes nothing. */
  readonly program: string
  /** A new folder for a profile; it goes with the testbed. */
  profile(): Promise<string>
  /** Tells the person at the terminal how far it is. */
  say(words: string): void
  /** Ends everything. */
  close(): Promise<void>
}

/** Hertz of the playTone in front of the microphone. */
const TONE_HZ = 1000

/** What of the project a started Offhook reads. */
const PROGRAM = ['out/main', 'out/preload', 'out/renderer', 'build']

export async function openBenchTestbed(
  runtime: Runtime,
  say: (words: string) => void,
): Promise<BenchTestbed> {
  const desktop = await startDesktop({ notifications: 'xfce4-notifyd', sound: true })
  try {
    const program = join(desktop.folder, 'program')
    for (const name of PROGRAM) await cp(join(projectFolder, name), join(program, name), { recursive: true })
    await writeFile(join(program, 'package.json'), await manifest())
    const audioSource = playTone(desktop.env, TONE_HZ)
    const audioCapture = await startAudioCapture(desktop.env)
    return {
      runtime,
      desktop,
      audioCapture,
      program,
      profile: () => mkdtemp(join(desktop.folder, 'profile-')),
      say,
      async close() {
        await audioCapture.stop()
        await audioSource.stop()
        await desktop.stop()
      },
    }
  } catch (error) {
    await desktop.stop()
    throw error
  }
}

/** The build holds all it depends on, and a packer looks for what the manifest names. */
async function manifest(): Promise<string> {
  const all: unknown = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'))
  return JSON.stringify({ ...v.parse(v.looseObject({}), all), dependencies: {}, devDependencies: {} })
}
