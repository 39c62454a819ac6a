import { createPageLog, logUncaughtErrors } from '../log.ts'
import { mountPopup } from './mount.tsx'
import { createPopupDesk } from './incoming-call-store.ts'

const root = document.querySelector('#root')
if (root) {
  const log = createPageLog({ bridge: window.offhook, later: (work) => void setTimeout(work, 1_000) })
  logUncaughtErrors(window, log)
  mountPopup(root, createPopupDesk(window.offhook, log))
}
