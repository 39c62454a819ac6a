import { useEffect, useRef } from 'react'
import styles from './section.module.css'

/** An error message that is announced to screen readers and scrolled into view. */
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
