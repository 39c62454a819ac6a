import { FlaskConical } from 'lucide-react'
import { parseExchangeAddress } from '../../../../shared/domain/exchange-address.ts'
import styles from './practice-banner.module.css'

/** Says that a team's line is for practice, and where its calls stay. */
export function TrainingBanner({ exchange }: { readonly exchange: string }) {
  return (
    <section className={styles.banner} aria-label="Training line">
      <FlaskConical size={18} strokeWidth={1.75} aria-hidden />
      <p className={styles.text}>
        <strong>Training line.</strong> Calls stay at{' '}
        <bdi>{parseExchangeAddress(exchange)?.signallingHost}</bdi>.
      </p>
    </section>
  )
}
