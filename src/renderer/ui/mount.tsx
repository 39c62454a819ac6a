// Before the views' own styles, which refine them.
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { guardPresses } from './press-guard/press-guard.ts'
import { App } from './shell/app.tsx'
import { CrashBoundary, type CrashLog } from './shell/crash-boundary.tsx'
import { DeskProvider, type Desk } from './context/app-context.tsx'
import { selectForMenu } from './shell/number-menu.ts'

/** Puts the window's views into `element`. Answers how to take them out again. */
export function mountApp(element: Element, desk: Desk, log: CrashLog): () => void {
  const guard = guardPresses(element.ownerDocument)
  const stopSelecting = selectForMenu(element.ownerDocument, (text) => {
    desk.host.numberMenu(text).catch((error: unknown) => {
      log.error('The menu for a number did not open:', error)
    })
  })
  const stopHearing = desk.host.onPlaced(() => guard.restart())
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <CrashBoundary log={log} onReload={() => location.reload()}>
        <DeskProvider desk={desk}>
          <App />
        </DeskProvider>
      </CrashBoundary>
    </StrictMode>,
  )
  return () => {
    stopHearing()
    stopSelecting()
    guard.stop()
    root.unmount()
  }
}
