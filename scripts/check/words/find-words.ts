import * as v from 'valibot'

const WordSchema = v.strictObject({
  /** In lower case. Words are separated by spaces: `two words` finds twoWords, two-words and "two words". */
  word: v.pipe(v.string(), v.regex(/^[A-Za-z]+( [a-z]+)*$/)),
  /** What to write instead. */
  use: v.string(),
  /** Files or folders where the word has another meaning. */
  allowedIn: v.optional(v.array(v.string()), []),
  caseSensitive: v.optional(v.boolean(), false),
  /** Retired as a name only: several words in a sentence are fine. */
  identifier: v.optional(v.boolean(), false),
})

export const RetiredWordsSchema = v.strictObject({
  words: v.array(WordSchema),
  /** Files or folders whose findings are not counted yet. Must be empty in the end. */
  notYetClean: v.array(v.string()),
})

export type RetiredWord = v.InferOutput<typeof WordSchema>

export interface Finding {
  readonly file: string
  /** 1 is the first line; 0 stands for the name of the file. */
  readonly line: number
  readonly found: string
  readonly use: string
}

/** Whether a path is a file or folder of the list, or lies below one. */
export function isIn(path: string, list: readonly string[]): boolean {
  return list.some((one) => path === one || path.startsWith(`${one}/`))
}

/** Returns a function that finds the retired words in the name and the text of a file. */
export function wordFinder(words: readonly RetiredWord[]): (file: string, text: string) => Finding[] {
  const patterns = words.map((word) => ({ ...word, pattern: patternFor(word) }))
  return (file, text) => {
    const active = patterns.filter(({ allowedIn }) => !isIn(file, allowedIn))
    return [file, ...text.split('\n')].flatMap((content, line) =>
      active.flatMap(({ pattern, use }) =>
        [...content.matchAll(pattern)].map(([found]) => ({ file, line, found, use })),
      ),
    )
  }
}

/**
 * Matches a word, its plural, and its use in identifiers: `call` also in `CallBar`, `endCall`, `CALLS` and `call-bar`, but
 * not in `recall` or `called`.
 */
function patternFor({ word, caseSensitive, identifier }: RetiredWord): RegExp {
  const parts = word.split(' ')
  const join = (form: (part: string, index: number) => string, separator: string) =>
    parts.map(form).join(separator)
  const gap = identifier ? '[_-]' : '[ _-]'
  const capital = (part: string): string => part.slice(0, 1).toUpperCase() + part.slice(1)
  if (caseSensitive) return new RegExp(`(?<![A-Za-z])${word}(?![A-Za-z])`, 'g')
  const lower = `(?<![A-Za-z])${join((part) => part, gap)}s?(?![a-z])`
  const camel = `(?<![A-Za-z])${join((part, index) => (index === 0 ? part : capital(part)), '')}s?(?![a-z])`
  const pascal = `(?<![A-Z])${join(capital, '')}s?(?![a-z])`
  const sentence = `(?<![A-Za-z])${join((part, index) => (index === 0 ? capital(part) : part), identifier ? '-' : '[ -]')}s?(?![a-z])`
  const upper = `(?<![A-Za-z])${join((part) => part.toUpperCase(), gap)}S?(?![A-Za-z])`
  return new RegExp([lower, camel, pascal, sentence, upper].join('|'), 'g')
}
