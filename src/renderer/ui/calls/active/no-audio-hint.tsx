import { NO_AUDIO_HINT } from '../../../../shared/messages/calls.ts'
import styles from './no-audio-hint.module.css'

/** Shows what Offhook does while no audio arrives from the other side, and what the person can do. */
export function NoAudioHint() {
  return <output className={styles.hint}>{NO_AUDIO_HINT}</output>
}
