import type { LucideIcon } from 'lucide-react'
import { classes } from '../lib/classes.ts'
import styles from './banner.module.css'

interface BannerProps {
  readonly icon: LucideIcon
  /** Draws the eye, for what changes how calls arrive. */
  readonly accent?: boolean
  readonly text: React.ReactNode
  /** What one can do about it. */
  readonly children?: React.ReactNode
}

/** Something that is so on every page, below the header. Put it in a live region that is always there. */
export function Banner({ icon: Icon, accent = false, text, children }: BannerProps) {
  return (
    <div className={classes(styles.banner, accent && styles.accent)}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  )
}
