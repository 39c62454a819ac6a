import { microphoneWarning } from '../../../../shared/messages/microphone.ts'
import { useCallMicrophone } from '../../context/app-context.tsx'
import styles from './microphone-warning.module.css'

/** Shows why the other side cannot hear the person, and what to do. Empty while the microphone works. */
export function MicrophoneWarning() {
  const state = useCallMicrophone()
  const warning = state === 'working' ? null : microphoneWarning(state)
  return (
    <output className={styles.warning} data-shown={warning !== null}>
      {warning !== null && (
        <>
          <strong>{warning.title}</strong> {warning.hint}
        </>
      )}
    </output>
  )
}
