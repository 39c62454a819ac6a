// Before the views' own styles, which refine them.
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { guardPresses } from './press-guard/press-guard.ts'
import { App } from './shell/app.tsx'
import { CrashBoundary, type CrashLog } from './shell/crash-boundary.tsx'
import { AppProvider, type AppContext } from './context/app-context.tsx'
import { installNumberMenu } from './shell/number-menu.ts'

/** Puts the window's views into `element`. Answers how to take them out again. */
export function mountApp(element: Element, app: AppContext, log: CrashLog): () => void {
  const guard = guardPresses(element.ownerDocument)
  const removeNumberMenu = installNumberMenu(element.ownerDocument, (text) => {
    app.api.showNumberMenu(text).catch((error: unknown) => {
      log.error('The menu for a number did not open:', error)
    })
  })
  const unsubscribePlaced = app.api.onWindowShown(() => guard.restart())
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <CrashBoundary log={log} onReload={() => location.reload()}>
        <AppProvider context={app}>
          <App />
        </AppProvider>
      </CrashBoundary>
    </StrictMode>,
  )
  return () => {
    unsubscribePlaced()
    removeNumberMenu()
    guard.stop()
    root.unmount()
  }
}
