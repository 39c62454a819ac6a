import { FlaskConical } from 'lucide-react'
import { parseExchangeAddress } from '../../../../shared/domain/exchange-address.ts'
import { messageParts, t } from '../../../../shared/messages/translate.ts'
import { MessageParts } from '../../lib/message-parts.tsx'
import styles from './practice-banner.module.css'

/** Says that a team's line is for practice, and where its calls stay. */
export function TrainingBanner({ exchange }: { readonly exchange: string }) {
  return (
    <section className={styles.banner} aria-label={t('training.title')}>
      <FlaskConical size={18} strokeWidth={1.75} aria-hidden />
      <p className={styles.text}>
        <strong>{t('training.title-sentence')}</strong>{' '}
        <MessageParts
          parts={messageParts('training.stays-at', {
            host: <bdi>{parseExchangeAddress(exchange)?.signallingHost}</bdi>,
          })}
        />
      </p>
    </section>
  )
}
