import '../ui/styles/tokens.css'
import '../ui/styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallPopup } from './call-popup.tsx'
import type { PopupDesk } from './popup-desk.ts'

/** Puts the small call window's view into `element`. Answers how to take it out again. */
export function mountPopup(element: Element, desk: PopupDesk): () => void {
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <CallPopup desk={desk} />
    </StrictMode>,
  )
  return () => root.unmount()
}
