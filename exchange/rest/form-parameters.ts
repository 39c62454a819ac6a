import * as v from 'valibot'
import { RestError } from './errors.ts'

/** The one parameter that may be given more than once. */
const REPEATED = 'StatusCallbackEvent'

/** A problem with its code, as the message of a schema: `parsed` takes the two apart again. */
export function codedMessage(code: number, words: string): string {
  return `${code} ${words}`
}

/** An object of a request's parameters: one that nobody carries out is refused by name. */
export function parameters<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) =>
    codedMessage(20001, `${v.getDotPath(issue) ?? 'A parameter'} is not carried out by this exchange`),
  )
}

/** Reads form-encoded parameters, of a body or a query. @throws RestError that names the first wrong one. */
export function parseParameters<S extends v.GenericSchema>(schema: S, form: string): v.InferOutput<S> {
  const fields = new URLSearchParams(form)
  const values = [...new Set(fields.keys())].map((name) => {
    const all = fields.getAll(name)
    if (name === REPEATED) return [name, all] as const
    if (all.length > 1) throw new RestError(400, 20001, `${name} is given more than once`)
    return [name, all[0]] as const
  })
  const result = v.safeParse(schema, Object.fromEntries(values))
  if (result.success) return result.output
  const [issue] = result.issues
  const [, code, words] = /^(\d{5}) (.*)$/s.exec(issue.message) ?? []
  if (code !== undefined && words !== undefined) throw new RestError(400, Number(code), words)
  throw new RestError(400, 20001, `${v.getDotPath(issue) ?? 'The request'} is invalid: ${issue.message}`)
}
