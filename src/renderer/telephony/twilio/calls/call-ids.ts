import type { CallId } from '../../../../shared/domain/phone.ts'

/** Sids remembered, so that one rung again after it ended counts as another call. */
const REMEMBERED = 200

/** Names calls by their CallSid; one that comes again after it has ended becomes `CA…/2`, `CA…/3`. */
export function createCallIds(): (sid: string) => CallId {
  const used = new Map<string, number>()
  return (sid) => {
    const name = sid.slice(0, 80)
    const times = (used.get(name) ?? 0) + 1
    used.delete(name)
    used.set(name, times)
    for (const oldest of used.keys()) {
      if (used.size <= REMEMBERED) break
      used.delete(oldest)
    }
    return times === 1 ? name : `${name}/${times}`
  }
}
