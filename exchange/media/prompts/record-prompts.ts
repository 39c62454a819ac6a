/** Records the exchange's prompts with espeak-ng: `tsx exchange/media/prompts/record-prompts.ts`. The result is committed; see its README. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wav } from '../sounds/wav-reader.ts'
import { wavFile } from '../sounds/wav-writer.ts'
import type { AudioSource, Frame } from '../types.ts'

const WOMAN = 'en-us+f3'
const MAN = 'en-us+m3'
const WORDS_PER_MINUTE = '165'
const ANNOUNCEMENT = 'The exchange plays this in place of a text.'

/** Voice and text of each prompt. The names and texts are those of `prompts.ts`. */
const PROMPTS: Readonly<Record<string, readonly [voice: string, text: string]>> = {
  'application-error': [WOMAN, "We're sorry, an application error has occurred. Goodbye."],
  'practice-number': [
    WOMAN,
    'Hello. This is the practice line of Offhook. Your line works, and you can hear me.',
  ],
  'practice-call': [
    WOMAN,
    'Hello, this is the practice line of Offhook. You answered, and you can hear me, so everything works.',
  ],
  'announcement-woman': [WOMAN, ANNOUNCEMENT],
  'announcement-man': [MAN, ANNOUNCEMENT],
}

/** Bytes of mu-law this close to silence count as silence: about -50 dBFS. */
const isSilent = (frame: Frame): boolean => frame.every((code) => (code & 0x7f) > 0x6a)

/** The frames of a source without the silence before and after the speech. */
function trimmed(source: AudioSource): AudioSource {
  const frames: Frame[] = []
  for (let frame = source.next(); frame !== undefined; frame = source.next()) frames.push(frame.slice())
  const from = frames.findIndex((frame) => !isSilent(frame))
  const to = frames.findLastIndex((frame) => !isSilent(frame))
  const rest = frames.slice(from, to + 1)
  return { next: () => rest.shift() }
}

const folder = mkdtempSync(join(tmpdir(), 'prompts-'))
try {
  const recorded = Object.entries(PROMPTS).map(([name, [voice, text]]) => {
    const file = join(folder, `${name}.wav`)
    execFileSync('espeak-ng', ['-v', voice, '-s', WORDS_PER_MINUTE, '-w', file, text])
    const bytes = wavFile(trimmed(wav(readFileSync(file))), Infinity)
    return [name, bytes.toString('base64')] as const
  })
  const target = fileURLToPath(new URL('./prompts.json', import.meta.url))
  writeFileSync(target, `${JSON.stringify(Object.fromEntries(recorded), undefined, 2)}\n`)
  process.stdout.write(`${recorded.length} prompts written to ${target}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
