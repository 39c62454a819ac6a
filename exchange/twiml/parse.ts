import { SaxesParser } from 'saxes'

/**
 * An element of TwiML, with its children in document order. `text` is its own character data, trimmed. `allText` includes that of its
 * children.
 */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
  readonly allText: string
}

/** A document that is not TwiML, with Twilio's error code. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError'
  readonly code: number

  constructor(message: string, code: number) {
    super(message)
    this.code = code
  }
}

const MAX_DEPTH = 12
const MAX_ELEMENTS = 2000

interface OpenElement {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Element[]
  text: string
  words: string
}

/**
 * Parses a TwiML document and returns the verbs in its `<Response>`; none for an empty document. Only XML's five predefined entities
 * are supported. A document with a DTD is refused.
 * @throws TwimlError with code 12100 (not XML) or 12102 (not TwiML).
 */
export function parseTwiml(document: string): readonly Element[] {
  if (document.trim() === '') return []
  const parser = new SaxesParser()
  const open: OpenElement[] = []
  let root: Element | undefined
  let count = 0

  parser.on('error', (error) => {
    throw new TwimlError(`The document is not well-formed XML: ${error.message}`, 12100)
  })
  parser.on('doctype', () => {
    throw new TwimlError('The document has a DTD, which is not read', 12100)
  })
  parser.on('opentag', (tag) => {
    count += 1
    if (count > MAX_ELEMENTS || open.length >= MAX_DEPTH)
      throw new TwimlError('The document is too large', 12100)
    open.push({ name: tag.name, attributes: { ...tag.attributes }, children: [], text: '', words: '' })
  })
  const write = (text: string): void => {
    const current = open.at(-1)
    if (current) current.text += text
    for (const element of open) element.words += text
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (!closed) return
    const element: Element = { ...closed, text: closed.text.trim(), allText: closed.words.trim() }
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else root = element
  })
  // Like Twilio, the parser refuses a document with anything before `<?xml`, even a line break.
  parser.write(document.replace(/^\uFEFF/, '')).close()
  if (root?.name !== 'Response') throw new TwimlError('The document has no <Response> at its root', 12102)
  return root.children
}
