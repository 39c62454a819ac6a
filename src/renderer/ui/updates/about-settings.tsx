import { EMERGENCY_WORDS } from '../../../../common/numbers/emergency.ts'
import type { UpdateChannel, Updates } from '../../../shared/ipc/contract.ts'
import { updateMessage } from '../../../shared/messages/updates.ts'
import { Button } from '../components/button.tsx'
import { SegmentedControl } from '../components/segmented-control.tsx'
import { Problem } from '../settings/problem.tsx'
import section from '../settings/section.module.css'
import { useApp } from '../context/app-context.tsx'
import { dateText } from '../lib/date-text.ts'
import styles from './about-settings.module.css'
import { useRequest } from './use-request.ts'

interface AboutSettingsProps {
  readonly version: string
  readonly updates: Updates
}

const CHANNELS: readonly (readonly [UpdateChannel, string])[] = [
  ['latest', 'Stable'],
  ['beta', 'Beta'],
]

/** Which version this is, and how it stands with the next one. */
export function AboutSettings({ version, updates }: AboutSettingsProps) {
  const { api, clock } = useApp()
  const { problem, send } = useRequest()
  const { state, channel, managed, channelFixed } = updates
  const { title, hint } = updateMessage(updates, (at) => dateText(at, clock.now()))
  const busy = state.status === 'checking' || state.status === 'downloading' || state.status === 'waiting'
  const restarts = state.status === 'ready' && state.install === 'restart'

  return (
    <section className={section.section} aria-labelledby="about-title">
      <h2 id="about-title" tabIndex={-1} className={section.title}>
        About and updates
      </h2>
      <div className={section.card}>
        <div className={styles.row}>
          <span>Version</span>
          <span data-copyable>{version}</span>
        </div>
        <p className={styles.managed}>{EMERGENCY_WORDS}</p>
        <div className={styles.state}>
          <output className={styles.text} data-refused={state.status === 'refused'}>
            <strong>{title}</strong>
            {hint !== null && <span>{hint}</span>}
          </output>
          {restarts ? (
            <Button variant="primary" onClick={() => void send(api.installUpdate())}>
              Restart now
            </Button>
          ) : (
            state.status !== 'off' && (
              <Button aria-disabled={busy} onClick={() => !busy && void send(api.checkUpdates())}>
                Check now
              </Button>
            )
          )}
        </div>
        {state.status !== 'off' && !channelFixed && (
          <div className={styles.row}>
            <SegmentedControl
              name="update-channel"
              legend="Updates"
              options={CHANNELS}
              value={channel}
              onChange={(chosen) => void send(api.setUpdateChannel(chosen))}
            />
          </div>
        )}
        {managed && <p className={styles.managed}>Managed by your organisation</p>}
        <div className={styles.row}>
          <span>Open-source licences</span>
          <Button onClick={() => void send(api.showLicences())}>Licences</Button>
        </div>
      </div>
      {channel === 'beta' && state.status !== 'off' && (
        <p className={section.about}>Beta versions arrive earlier and are tested less.</p>
      )}
      <Problem text={problem} />
    </section>
  )
}
