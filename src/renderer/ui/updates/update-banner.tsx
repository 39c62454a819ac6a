import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { Banner } from '../components/banner.tsx'
import { useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { useRequest } from './use-request.ts'

/** Says once, quietly and never during a call, that a new version waits to be started. */
export function UpdateBanner() {
  const state = useAppState()?.updates.state
  const { calls } = usePhone()
  const [dismissed, setDismissed] = useState<string | null>(null)
  const shown =
    state?.status === 'ready' &&
    state.install === 'restart' &&
    calls.length === 0 &&
    state.version !== dismissed
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite">
      {shown && <UpdateReady version={state.version} onDismiss={() => setDismissed(state.version)} />}
    </div>
  )
}

function UpdateReady({ version, onDismiss }: { readonly version: string; readonly onDismiss: () => void }) {
  const { api } = useApp()
  const { problem, send } = useRequest()
  return (
    <Banner icon={Download} text={problem ?? t('update.ready.banner', { version })}>
      <Button onClick={() => void send(api.installUpdate())}>{t('about.restart-now')}</Button>
      <Button
        variant="subtle"
        icon
        aria-label={t('update.later')}
        title={t('update.later')}
        onClick={onDismiss}
      >
        <X size={16} aria-hidden />
      </Button>
    </Banner>
  )
}
