import * as v from 'valibot'
import { REQUESTS, requestName, type RequestName } from '../../../src/shared/ipc/contract.ts'

/** Any request of a page, as it is on the wire: `{ type, ...fields }`. */
export const RequestSchema = v.lazy((raw): v.GenericSchema<unknown, { readonly type: RequestName }> => {
  const name = requestName(raw)
  return name ? v.object({ type: v.literal(name), ...REQUESTS[name].fields.entries }) : v.never()
})
