import recordings from './prompts.json' with { type: 'json' }

type Name = keyof typeof recordings

/** The texts that were recorded word for word. Recorded by `record-prompts.ts`. */
const TEXTS: ReadonlyMap<string, Name> = new Map([
  ["We're sorry, an application error has occurred. Goodbye.", 'application-error'],
  ['Hello. This is the practice line of Offhook. Your line works, and you can hear me.', 'practice-number'],
  [
    'Hello, this is the practice line of Offhook. You answered, and you can hear me, so everything works.',
    'practice-call',
  ],
])

/** The recording of exactly this text, as a WAV file; undefined when there is none. */
export function recordingOf(text: string): Uint8Array | undefined {
  const name = TEXTS.get(text)
  return name === undefined ? undefined : bytesOf(name)
}

/** The announcement that stands for a text that was not recorded, as a WAV file. */
export function announcement(voice: 'man' | 'woman'): Uint8Array {
  return bytesOf(`announcement-${voice}`)
}

function bytesOf(name: Name): Uint8Array {
  return Buffer.from(recordings[name], 'base64')
}
