import type { UpdateChannel, Updates } from '../../../shared/ipc/contract.ts'
import { updateMessage } from '../../../shared/messages/updates.ts'
import { t } from '../../../shared/messages/translate.ts'
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

const CHANNELS: readonly UpdateChannel[] = ['latest', 'beta']

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
        {t('about.title')}
      </h2>
      <div className={section.card}>
        <div className={styles.row}>
          <span>{t('about.version')}</span>
          <span data-copyable>{version}</span>
        </div>
        <p className={styles.managed}>{t('emergency.notice')}</p>
        <div className={styles.state}>
          <output className={styles.text} data-refused={state.status === 'refused'}>
            <strong>{title}</strong>
            {hint !== null && <span>{hint}</span>}
          </output>
          {restarts ? (
            <Button variant="primary" onClick={() => void send(api.installUpdate())}>
              {t('about.restart-now')}
            </Button>
          ) : (
            state.status !== 'off' && (
              <Button aria-disabled={busy} onClick={() => !busy && void send(api.checkUpdates())}>
                {t('about.check-now')}
              </Button>
            )
          )}
        </div>
        {state.status !== 'off' && !channelFixed && (
          <div className={styles.row}>
            <SegmentedControl
              name="update-channel"
              legend={t('about.updates')}
              options={CHANNELS.map((name) => [name, t(`about.channel.${name}`)])}
              value={channel}
              onChange={(chosen) => void send(api.setUpdateChannel(chosen))}
            />
          </div>
        )}
        {managed && <p className={styles.managed}>{t('about.managed')}</p>}
        <div className={styles.row}>
          <span>{t('about.open-source-licences')}</span>
          <Button onClick={() => void send(api.showLicences())}>{t('about.licences')}</Button>
        </div>
      </div>
      {channel === 'beta' && state.status !== 'off' && (
        <p className={section.about}>{t('about.beta-hint')}</p>
      )}
      <Problem text={problem} />
    </section>
  )
}
