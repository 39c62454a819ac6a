import type { Parameters } from '../webhooks/webhooks.ts'

/** Fills `{{Name}}` with the request's parameters, as Twilio's TwiML Bins do; an unknown name is nothing. */
export function fillBin(twiml: string, parameters: Parameters): string {
  return twiml.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_whole, name: string) =>
    escaped(Object.hasOwn(parameters, name) ? (parameters[name] ?? '') : ''),
  )
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
