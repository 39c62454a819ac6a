import { TriangleAlert } from 'lucide-react'
import type { DialTarget } from '../../../shared/domain/dial/parse-dial-input.ts'
import { messageParts, t } from '../../../shared/messages/translate.ts'
import { MessageParts } from '../lib/message-parts.tsx'
import { Button } from '../components/button.tsx'
import styles from './dial-preview.module.css'
import { countryName, homeCountryText } from './home-country.ts'

interface DialPreviewProps {
  readonly id: string
  readonly target: DialTarget
  /** ISO 3166 country of numbers without a plus sign, or null until it is known. */
  readonly home: string | null
  /** The person tried to call: say why it cannot be done, aloud. */
  readonly attempted: boolean
  readonly ready: boolean
  /** Replaces the text in the field. */
  readonly onPick: (text: string) => void
}

/** The one thing that will be dialled, or why there is none. */
export function DialPreview({ id, target, home, attempted, ready, onPick }: DialPreviewProps) {
  if (target.kind === 'emergency')
    return (
      <p
        id={id}
        className={styles.emergency}
        data-where={target.where}
        role={attempted || target.where === 'here' ? 'alert' : 'status'}
      >
        <TriangleAlert size={18} aria-hidden />
        {target.reason}
      </p>
    )
  return (
    <p id={id} className={styles.preview} data-attempted={attempted} role={attempted ? 'alert' : undefined}>
      {previewText(target, ready, home)}
      {attempted && target.kind === 'invalid' && target.asIdentity !== null && (
        <>
          {' '}
          <Button onClick={() => onPick(target.asIdentity ?? '')}>
            {t('dial.use-as-name', { name: target.asIdentity.replace('client:', '') })}
          </Button>
        </>
      )}
    </p>
  )
}

function previewText(
  target: Exclude<DialTarget, { kind: 'emergency' }>,
  ready: boolean,
  home: string | null,
) {
  switch (target.kind) {
    case 'empty':
      return home === null ? null : homeCountryText(home)
    case 'invalid':
      return target.reason
    case 'number':
      return ready ? <NumberPreview {...target} /> : t('dial.not-registered')
    case 'identity':
      return ready ? (
        <MessageParts parts={messageParts('dial.calls-by-name', { name: <bdi>{target.identity}</bdi> })} />
      ) : (
        t('dial.not-registered')
      )
  }
}

function NumberPreview({ formatted, country, postDial }: Extract<DialTarget, { kind: 'number' }>) {
  const number = <strong>{formatted}</strong>
  const place = country === null ? null : countryName(country)
  const digits = postDial.reduce((first, next) => (first === '' ? next : t('dial.then', { first, next })), '')
  return (
    <>
      <MessageParts
        parts={
          place === null
            ? messageParts('dial.calls', { number })
            : messageParts('dial.calls-in', { number, country: place })
        }
      />
      {postDial.length > 0 && (
        <span className={styles.keys}>
          <MessageParts parts={messageParts('dial.post-dial', { digits: <strong>{digits}</strong> })} />
        </span>
      )}
    </>
  )
}
