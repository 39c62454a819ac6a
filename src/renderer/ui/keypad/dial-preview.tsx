import type { Dialled } from '../../../shared/dial/read-dialled.ts'
import styles from './dial-preview.module.css'

interface DialPreviewProps {
  readonly id: string
  readonly dialled: Dialled
  /** The person tried to call: say why it cannot be done, aloud. */
  readonly insists: boolean
  readonly ready: boolean
}

/** The one thing that will be dialled, or why there is none. */
export function DialPreview({ id, dialled, insists, ready }: DialPreviewProps) {
  return (
    <p id={id} className={styles.preview} data-insists={insists} role={insists ? 'alert' : undefined}>
      {words(dialled, ready)}
    </p>
  )
}

function words(dialled: Dialled, ready: boolean) {
  switch (dialled.kind) {
    case 'empty':
      return null
    case 'emergency':
    case 'impossible':
      return dialled.why
    case 'number':
      return ready ? (
        <>
          Calls <strong>{dialled.shown}</strong>
        </>
      ) : (
        NOT_READY
      )
    case 'identity':
      return ready ? (
        <>
          Calls <bdi>{dialled.identity}</bdi> by name
        </>
      ) : (
        NOT_READY
      )
  }
}

const NOT_READY = 'Calls can be placed once the line is ready.'
