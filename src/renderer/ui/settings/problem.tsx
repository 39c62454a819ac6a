import { useEffect, useRef } from 'react'
import styles from './section.module.css'

/** What did not work, said aloud when it appears, and brought into view: it may stand below the edge of the window. */
export function Problem({ words }: { readonly words: string | null }) {
  const element = useRef<HTMLOutputElement>(null)
  useEffect(() => {
    if (words !== null) element.current?.scrollIntoView({ block: 'nearest' })
  }, [words])
  return (
    <output ref={element} className={styles.problem}>
      {words}
    </output>
  )
}
