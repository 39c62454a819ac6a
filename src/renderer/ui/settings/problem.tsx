import { useEffect, useRef } from 'react'
import styles from './section.module.css'

/** An error message that is announced to screen readers and scrolled into view. */
export function Problem({ text }: { readonly text: string | null }) {
  const element = useRef<HTMLOutputElement>(null)
  useEffect(() => {
    if (text !== null) element.current?.scrollIntoView({ block: 'nearest' })
  }, [text])
  return (
    <output ref={element} className={styles.problem}>
      {text}
    </output>
  )
}
