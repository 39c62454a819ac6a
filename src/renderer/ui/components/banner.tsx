import type { LucideIcon } from 'lucide-react'
import { classes } from '../lib/classes.ts'
import styles from './banner.module.css'

interface StripProps {
  readonly icon: LucideIcon
  /** Draws the eye, for what changes how calls arrive. */
  readonly accent?: boolean
  readonly words: React.ReactNode
  /** What one can do about it. */
  readonly children?: React.ReactNode
}

/** Something that is so on every page, below the header. Put it in a live region that is always there. */
export function Strip({ icon: Icon, accent = false, words, children }: StripProps) {
  return (
    <div className={classes(styles.strip, accent && styles.accent)}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <p className={styles.words}>{words}</p>
      {children}
    </div>
  )
}
