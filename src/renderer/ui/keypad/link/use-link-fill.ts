import { useState } from 'react'
import type { ArrivedLink } from '../../context/app-api.ts'
import { useArrivedLink } from '../../context/app-context.tsx'

/** What a clicked link did to the keypad. */
export interface FilledByLink {
  readonly link: ArrivedLink
  /** What the person had written before, where it was something else. */
  readonly before: string
}

/**
 * Puts a clicked link's number into the keypad, once for each link. `filled` tells of it until `forget` is called, so that
 * what stood there before can be had back.
 */
export function useLink(text: string, fill: (text: string) => void) {
  const link = useArrivedLink()
  const [filled, setFilled] = useState<FilledByLink | null>(null)
  const [seen, setSeen] = useState(0)

  // While rendering, so that nobody sees the note without the number.
  if (link && link.number !== seen) {
    setSeen(link.number)
    const isNew = link.kind === 'fill' && link.text !== text
    setFilled({ link, before: isNew ? text : '' })
    if (isNew) fill(link.text)
  }

  return { filled, forget: () => setFilled(null) }
}
