import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { SETTLE_MS } from '../../../../shared/domain/settle.ts'
import type { EndedCall, EndReason, Phone } from '../../../../shared/domain/phone.ts'
import { latestEnded } from '../../../../shared/domain/selectors.ts'

/** How long an outcome that requires no action is shown while the window has the person's attention, in milliseconds. */
const SHOWN_MS = 10_000
/** Outcomes that require an action: they stay until the person does something else. */
const PERSISTENT: ReadonlySet<EndReason> = new Set([
  'microphone-denied',
  'microphone-missing',
  'connection-lost',
  'not-allowed',
  'failed',
])

interface ShownSummary {
  /** The call whose outcome is to be shown now, or null. */
  readonly call: EndedCall | null
  readonly dismiss: () => void
}

/**
 * Decides how long the outcome of the latest call is shown: until the next call, or until the person dismisses it, does something
 * else or has had ten seconds to read it. It covers a part of the page, so it must not stay for long.
 * `card`: the element that shows it.
 */
export function useCallSummary(phone: Phone, card: RefObject<HTMLElement | null>): ShownSummary {
  const [dismissed, setDismissed] = useState<string | null>(null)
  const latest = latestEnded(phone)
  const call = phone.calls.length === 0 && latest && latest.id !== dismissed ? latest : null
  const id = call?.id ?? null
  const expires = call !== null && call.detail === null && !PERSISTENT.has(call.endReason)
  const dismiss = useEffectEvent(() => setDismissed(id))

  useEffect(() => {
    if (id === null) return
    const controller = new AbortController()
    const shownAt = performance.now()
    const listen = { signal: controller.signal, capture: true }
    const isElsewhere = ({ target }: Event) => !(target instanceof Node && card.current?.contains(target))
    // The second click of a double click on Hang up is meant for what was there before.
    const dismissElsewhere = (event: Event) => {
      if (performance.now() - shownAt >= SETTLE_MS && isElsewhere(event)) dismiss()
    }
    document.addEventListener('click', dismissElsewhere, listen)
    document.addEventListener('input', dismissElsewhere, listen)

    let timer: ReturnType<typeof setTimeout> | undefined
    const restartTimer = () => {
      clearTimeout(timer)
      const isInUse = card.current?.matches(':hover, :focus-within') === true
      if (expires && document.hasFocus()) timer = setTimeout(isInUse ? restartTimer : dismiss, SHOWN_MS)
    }
    restartTimer()
    window.addEventListener('focus', restartTimer, { signal: controller.signal })
    for (const event of ['pointerenter', 'pointerleave', 'focusin', 'focusout'] as const)
      card.current?.addEventListener(event, restartTimer, { signal: controller.signal })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [id, expires, card])

  return { call, dismiss: () => setDismissed(id) }
}
