import '../ui/styles/tokens.css'
import '../ui/styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { guardPresses } from '../ui/press-guard/press-guard.ts'
import { IncomingCalls } from './incoming-calls.tsx'
import type { IncomingCallStore } from './incoming-call-store.ts'

/** Puts the small call window's view into `element`. Answers how to take it out again. */
export function mountIncomingCallWindow(element: Element, store: IncomingCallStore): () => void {
  const guard = guardPresses(element.ownerDocument)
  const unsubscribe = store.onWindowShown(() => {
    guard.restart()
    // Animation frames prove that the window is visible, which may be a moment after main showed it.
    requestAnimationFrame(() => requestAnimationFrame(() => guard.restart()))
  })
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <IncomingCalls store={store} />
    </StrictMode>,
  )
  return () => {
    unsubscribe()
    guard.stop()
    root.unmount()
  }
}
