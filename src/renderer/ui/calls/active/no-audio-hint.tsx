import { t } from '../../../../shared/messages/translate.ts'
import styles from './no-audio-hint.module.css'

/** Shows what Offhook does while no audio arrives from the other side, and what the person can do. */
export function NoAudioHint() {
  return <output className={styles.hint}>{t('call.no-audio-hint')}</output>
}
