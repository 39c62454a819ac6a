import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionKind } from '../../../../shared/ipc/contract.ts'
import { t } from '../../../../shared/messages/translate.ts'
import styles from './connection-card.module.css'

interface ConnectionCardProps {
  readonly kind: ConnectionKind
  readonly icon: LucideIcon
  readonly title: string
  readonly about: string
  readonly inUse: boolean
  readonly chosen: boolean
  readonly onChoose: () => void
  /** What this line needs to know; shown while it is chosen. */
  readonly children: ReactNode
}

/** One line to choose from. */
export function ConnectionCard({
  kind,
  icon: Icon,
  title,
  about,
  inUse,
  chosen,
  onChoose,
  children,
}: ConnectionCardProps) {
  return (
    <div className={styles.card} data-chosen={chosen}>
      <label className={styles.label}>
        <Icon size={20} strokeWidth={1.75} aria-hidden />
        <span className={styles.text}>
          <span className={styles.title}>
            {title}
            {inUse && (
              <>
                {' '}
                <span className={styles.badge}>{t('connection.in-use')}</span>
              </>
            )}
          </span>{' '}
          <span className={styles.about}>{about}</span>
        </span>
        <input
          type="radio"
          name="kind"
          value={kind}
          className={styles.radio}
          checked={chosen}
          onChange={onChoose}
        />
      </label>
      {chosen && <div className={styles.fields}>{children}</div>}
    </div>
  )
}
