import { Phone, UserRound } from 'lucide-react'
import type { Party } from '../../../../shared/domain/phone.ts'
import { classes } from '../../lib/classes.ts'
import { initials } from './initials.ts'
import styles from './avatar.module.css'

interface AvatarProps {
  readonly party: Party
  readonly size: 'small' | 'large'
  /** Draws the eye: for a call that rings. */
  readonly calling?: boolean
}

/** A face for a party. Decoration: everything it says is said in words beside it. */
export function Avatar({ party, size, calling = false }: AvatarProps) {
  const letters = initials(party)
  const Icon = party.kind === 'number' ? Phone : UserRound
  return (
    <span className={classes(styles.avatar, styles[size], calling && styles.calling)} aria-hidden>
      {letters ?? <Icon size={size === 'large' ? 36 : 20} strokeWidth={1.75} />}
    </span>
  )
}
