import { useState } from 'react'
import type { ClickedLink } from '../../context/app-api.ts'
import { useClickedLink } from '../../context/app-context.tsx'

/** What a clicked link did to the keypad. */
export interface FilledByLink {
  readonly link: ClickedLink
  /** What the person had written before, where it was something else. */
  readonly before: string
}

/**
 * Puts a clicked link's number into the keypad, once for each link. `filled` tells of it until `clear` is called, so that
 * what stood there before can be had back.
 */
export function useLinkFill(text: string, fill: (text: string) => void) {
  const link = useClickedLink()
  const [filled, setFilled] = useState<FilledByLink | null>(null)
  const [seen, setSeen] = useState(0)

  // While rendering, so that nobody sees the note without the number.
  if (link && link.number !== seen) {
    setSeen(link.number)
    const isNew = link.kind === 'fill' && link.text !== text
    setFilled({ link, before: isNew ? text : '' })
    if (isNew) fill(link.text)
  }

  return { filled, clear: () => setFilled(null) }
}
