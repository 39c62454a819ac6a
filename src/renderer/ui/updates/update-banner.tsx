import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { Strip } from '../components/banner.tsx'
import { useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { useAsking } from './use-request.ts'

/** Says once, quietly and never during a call, that a new version waits to be started. */
export function UpdateStrip() {
  const state = useFacts()?.updates.state
  const { calls } = usePhone()
  const [put, setPut] = useState<string | null>(null)
  const shown =
    state?.is === 'ready' && state.install === 'restart' && calls.length === 0 && state.version !== put
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite">
      {shown && <Waiting version={state.version} onPutAway={() => setPut(state.version)} />}
    </div>
  )
}

function Waiting({ version, onPutAway }: { readonly version: string; readonly onPutAway: () => void }) {
  const { host } = useDesk()
  const { problem, ask } = useAsking()
  return (
    <Strip icon={Download} words={problem ?? `Version ${version} is ready.`}>
      <Button onClick={() => void ask(host.installUpdate())}>Restart now</Button>
      <Button
        look="quiet"
        icon
        aria-label="Later, when I quit"
        title="Later, when I quit"
        onClick={onPutAway}
      >
        <X size={16} aria-hidden />
      </Button>
    </Strip>
  )
}
