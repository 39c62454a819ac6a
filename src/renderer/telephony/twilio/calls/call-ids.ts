import type { CallId } from '../../../../shared/domain/phone.ts'

/** The number of CallSids kept, so that a repeated CallSid is a different call. */
const MAX_SIDS = 200

/** Returns a function that makes a call id from a CallSid. A CallSid that comes again after its call ended becomes `CA…/2`, `CA…/3`. */
export function createCallIds(): (sid: string) => CallId {
  const used = new Map<string, number>()
  return (sid) => {
    const name = sid.slice(0, 80)
    const times = (used.get(name) ?? 0) + 1
    used.delete(name)
    used.set(name, times)
    for (const oldest of used.keys()) {
      if (used.size <= MAX_SIDS) break
      used.delete(oldest)
    }
    return times === 1 ? name : `${name}/${times}`
  }
}
