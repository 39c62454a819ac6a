import { useEffect, useEffectEvent } from 'react'
import { TABS, type TabName } from './tabs.tsx'

/** Ctrl or Cmd with 1, 2 ... opens that page, wherever the focus is. */
export function useTabShortcuts(open: (name: TabName) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const tab = TABS[Number(event.key) - 1]
    if (!tab) return
    event.preventDefault()
    open(tab.name)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
