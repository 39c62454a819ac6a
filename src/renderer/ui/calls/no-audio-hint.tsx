import { NO_AUDIO_HINT } from '../../../shared/words.ts'
import styles from './no-audio-hint.module.css'

/** What is being done while nothing is heard from the other side, and what a person can do. */
export function NoAudioHint() {
  return <output className={styles.hint}>{NO_AUDIO_HINT}</output>
}
