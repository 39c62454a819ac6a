import * as v from 'valibot'
import { RestError } from './errors.ts'

/** The only parameter that may be repeated. */
const REPEATED = 'StatusCallbackEvent'

/** An error code and message in the message of a schema. `parseParameters` separates them. */
export function codedMessage(code: number, text: string): string {
  return `${code} ${text}`
}

/** A schema for the parameters of a request. An unsupported parameter is refused by its name. */
export function parameters<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) =>
    codedMessage(20001, `${v.getDotPath(issue) ?? 'A parameter'} is not carried out by this exchange`),
  )
}

/** Parses form-encoded parameters of a body or a query. @throws RestError for the first invalid parameter */
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
  const [, code, text] = /^(\d{5}) (.*)$/s.exec(issue.message) ?? []
  if (code !== undefined && text !== undefined) throw new RestError(400, Number(code), text)
  throw new RestError(400, 20001, `${v.getDotPath(issue) ?? 'The request'} is invalid: ${issue.message}`)
}
