/** What could be read from a file of settings. */
export interface Recovered {
  readonly values: Readonly<Record<string, unknown>>
  /** Whether the file was whole: everything that was in it is in `values`. */
  readonly isWhole: boolean
}

/**
 * Reads a JSON object, also where the file is damaged: cut short, with a brace or comma missing, with NUL bytes, of a wrong
 * encoding. From a damaged file only the values come that are whole, and that `isGood` accepts; where a name occurs twice, the
 * first of them.
 */
export function recoverSettings(
  bytes: Uint8Array,
  isGood: (name: string, value: unknown) => boolean,
): Recovered {
  const { text, isValid } = decode(bytes)
  const parsed = parse(text)
  if (isValid && isObject(parsed)) return { values: parsed, isWhole: true }
  const values: Record<string, unknown> = {}
  for (const { name, value, source } of valuesIn(text)) {
    // The replacement character stands for bytes that are lost: what it is in is another text than it was.
    if (!isValid && source.includes('\uFFFD')) continue
    if (!Object.hasOwn(values, name) && isGood(name, value)) values[name] = value
  }
  return { values, isWhole: false }
}

/** UTF-8 with or without a byte order mark, or UTF-16 with one, as editors of Windows write it. */
function decode(bytes: Uint8Array): { text: string; isValid: boolean } {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isValid: true }
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), isValid: false }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every `"name": value` of a text whose value is whole, on whatever level. */
function* valuesIn(text: string): Generator<{ name: string; value: unknown; source: string }> {
  for (const { 0: label, 1: name = '', index } of text.matchAll(/"([\w-]+)"\s*:\s*/g)) {
    const source = valueAt(text, index + label.length)
    const value = source === undefined ? undefined : (parse(source) ?? parse(withCommas(source)))
    if (source !== undefined && value !== undefined) yield { name, value, source }
  }
}

/** A comma at the end of each line that needs one, and none before a bracket. No string of JSON goes over a line's end. */
function withCommas(source: string): string {
  return source
    .replaceAll(/(["\]}\d]|true|false|null)[ \t]*\r?\n\s*(?=")/g, '$1,\n')
    .replaceAll(/,[ \t]*\r?\n\s*(?=[}\]])/g, '\n')
}

/** The text of the JSON value that starts at `start`; undefined where it is cut short. */
function valueAt(text: string, start: number): string | undefined {
  const first = text[start]
  if (first !== '{' && first !== '[') {
    // A word or number at the very end may have gone on.
    return /^(?:"(?:[^"\\]|\\.)*"|(?:true|false|null|-?\d[\d.eE+-]*)(?=[\s,}\]]))/.exec(
      text.slice(start),
    )?.[0]
  }
  const open: string[] = []
  // Strings are one step, so that braces in them do not count.
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]"]/g)) {
    if (token === '{') open.push('}')
    else if (token === '[') open.push(']')
    else if (token === '"') return undefined
    else if (token === '}' || token === ']') {
      if (open.pop() !== token) return undefined
      if (open.length === 0) return text.slice(start, start + index + 1)
    }
  }
  // JSON.stringify writes white space before a bracket, and none before a comma: behind it nothing more was to come.
  return /(?:[\w"]\s+|[}\]]\s*)$/.test(text) ? text.slice(start) + open.toReversed().join('') : undefined
}
