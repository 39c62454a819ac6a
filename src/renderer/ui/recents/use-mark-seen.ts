import { useEffect, useRef, useState } from 'react'
import type { RecentCall } from '../../../shared/ipc/contract.ts'
import { useApp } from '../context/app-context.tsx'
import { recentKey } from './recent-call-text.ts'

/** How the page of recent calls stands before the person. */
export interface PageVisibility {
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
export function useMarkSeen(
  recents: readonly RecentCall[],
  { open, visible, visit }: PageVisibility,
): ReadonlySet<string> {
  const { api } = useApp()
  const lastVisit = useRef(0)
  const unseen = recents.filter((call) => call.unseen).map(recentKey)
  const [newCalls, setFresh] = useState<ReadonlySet<string>>(new Set())
  if (!open && newCalls.size > 0) setFresh(new Set())
  if (open && unseen.some((key) => !newCalls.has(key))) setFresh(new Set([...newCalls, ...unseen]))

  const unseenKeys = unseen.join('\n')
  useEffect(() => {
    if (!visible) return
    // Opened by hand, they look at it; a call that is over uncovers it for an empty chair as well.
    const openedByUser = lastVisit.current !== visit
    lastVisit.current = visit
    if (unseenKeys === '') return
    // A failure is not shown: the calls stay unseen, and are tried again the next time.
    const markSeen = () => void api.markRecentsSeen().catch(() => undefined)
    if (openedByUser || document.hasFocus()) return markSeen()
    window.addEventListener('focus', markSeen, { once: true })
    return () => window.removeEventListener('focus', markSeen)
  }, [api, visible, visit, unseenKeys])
  return newCalls
}
