import type { Parameters } from '../webhooks/webhooks.ts'

/** Replaces `{{Name}}` by the request's parameters, as in Twilio's TwiML Bins. An unknown name becomes an empty string. */
export function fillBin(twiml: string, parameters: Parameters): string {
  return twiml.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_whole, name: string) =>
    escaped(Object.hasOwn(parameters, name) ? (parameters[name] ?? '') : ''),
  )
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
