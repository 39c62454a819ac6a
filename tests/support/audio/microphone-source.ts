import { run } from '../../../scripts/lib/run.ts'

/** The only source of a private sound server. A test removes and restores it, as a Bluetooth headset does. */
export interface MicrophoneSource {
  remove(): Promise<void>
  /** Does nothing when the source exists. */
  restore(): Promise<void>
}

/** `env` must contain PULSE_SERVER. */
export function microphoneSource(env: NodeJS.ProcessEnv): MicrophoneSource {
  const pactl = async (...args: string[]) => {
    const done = await run('pactl', args, { env })
    if (done.code !== 0) throw new Error(`pactl ${args.join(' ')}: ${done.stderr}`)
    return done.stdout
  }
  return {
    async remove() {
      const module = (await pactl('list', 'short', 'modules'))
        .split('\n')
        .find((line) => line.includes('module-remap-source'))
        ?.split('\t')[0]
      if (module === undefined) throw new Error('The sound server has no remapped source.')
      // PulseAudio moves streams from one default source to the next. The recorder of the speaker must never be on one.
      await pactl('set-default-source', 'microphone_feed.monitor')
      await pactl('unload-module', module)
    },
    async restore() {
      if ((await pactl('list', 'short', 'sources')).includes('\tmicrophone\t')) return
      await pactl(
        'load-module',
        'module-remap-source',
        'master=microphone_feed.monitor',
        'source_name=microphone',
        'source_properties=device.description=Microphone',
      )
      await pactl('set-default-source', 'microphone')
    },
  }
}
