/** The values that could be read from a settings file. */
export interface Recovered {
  readonly values: Readonly<Record<string, unknown>>
  /** Whether the file was undamaged, so that `values` is complete. */
  readonly isWhole: boolean
}

/**
 * Reads a JSON object, also where the file is damaged: cut short, with a brace or comma missing, with NUL bytes, of a wrong
 * encoding. From a damaged file only complete values that `isGood` accepts are used; if a name occurs twice, the first value
 * counts.
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
    // The replacement character stands for lost bytes: a text that contains it is not the original.
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

/** Every `"name": value` of a text with a complete value, at any level. */
function* valuesIn(text: string): Generator<{ name: string; value: unknown; source: string }> {
  for (const { 0: label, 1: name = '', index } of text.matchAll(/"([\w-]+)"\s*:\s*/g)) {
    const source = valueAt(text, index + label.length)
    const value = source === undefined ? undefined : (parse(source) ?? parse(withCommas(source)))
    if (source !== undefined && value !== undefined) yield { name, value, source }
  }
}

/** Adds missing commas at line ends and removes those before a bracket. A JSON string never contains a line break. */
function withCommas(source: string): string {
  return source
    .replaceAll(/(["\]}\d]|true|false|null)[ \t]*\r?\n\s*(?=")/g, '$1,\n')
    .replaceAll(/,[ \t]*\r?\n\s*(?=[}\]])/g, '\n')
}

/** The text of the JSON value that starts at `start`; undefined where it is cut short. */
function valueAt(text: string, start: number): string | undefined {
  const first = text[start]
  if (first !== '{' && first !== '[') {
    // A word or number at the very end may be incomplete.
    return /^(?:"(?:[^"\\]|\\.)*"|(?:true|false|null|-?\d[\d.eE+-]*)(?=[\s,}\]]))/.exec(
      text.slice(start),
    )?.[0]
  }
  const open: string[] = []
  // Strings are skipped as a whole, so that braces in them do not count.
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]"]/g)) {
    if (token === '{') open.push('}')
    else if (token === '[') open.push(']')
    else if (token === '"') return undefined
    else if (token === '}' || token === ']') {
      if (open.pop() !== token) return undefined
      if (open.length === 0) return text.slice(start, start + index + 1)
    }
  }
  // JSON.stringify writes white space before a closing bracket but never before a comma, so the value is complete.
  return /(?:[\w"]\s+|[}\]]\s*)$/.test(text) ? text.slice(start) + open.toReversed().join('') : undefined
}
