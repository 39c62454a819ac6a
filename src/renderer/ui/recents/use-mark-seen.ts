import { useEffect, useRef, useState } from 'react'
import type { RecentCall } from '../../../shared/ipc/contract.ts'
import { useDesk } from '../context/app-context.tsx'
import { recentKey } from './recent-call-text.ts'

/** How the page of recent calls stands before the person. */
export interface Viewing {
  /** It is the page in use, though a call may stand before it. */
  readonly open: boolean
  readonly visible: boolean
  /** Grows each time the person opens the page. */
  readonly visit: number
}

/**
 * Tells main that the person has had the list before them: when they open it, and when one comes in while the
 * window has their attention. Answers which calls are new to them, for as long as the page stays open.
 */
export function useSeen(
  recents: readonly RecentCall[],
  { open, visible, visit }: Viewing,
): ReadonlySet<string> {
  const { host } = useDesk()
  const lastVisit = useRef(0)
  const unseen = recents.filter((call) => call.unseen).map(recentKey)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  if (!open && fresh.size > 0) setFresh(new Set())
  if (open && unseen.some((key) => !fresh.has(key))) setFresh(new Set([...fresh, ...unseen]))

  const news = unseen.join('\n')
  useEffect(() => {
    if (!visible) return
    // Opened by hand, they look at it; a call that is over uncovers it for an empty chair as well.
    const byHand = lastVisit.current !== visit
    lastVisit.current = visit
    if (news === '') return
    // Failing is no news: the calls stay unseen, and are tried again the next time.
    const seen = () => void host.recentsSeen().catch(() => undefined)
    if (byHand || document.hasFocus()) return seen()
    window.addEventListener('focus', seen, { once: true })
    return () => window.removeEventListener('focus', seen)
  }, [host, visible, visit, news])
  return fresh
}
