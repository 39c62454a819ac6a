import { createPageLog, logUncaughtErrors } from '../log.ts'
import { mountIncomingCallWindow } from './mount.tsx'
import { createIncomingCallStore } from './incoming-call-store.ts'

const root = document.querySelector('#root')
if (root) {
  const log = createPageLog({ bridge: window.offhook, later: (work) => void setTimeout(work, 1_000) })
  logUncaughtErrors(window, log)
  mountIncomingCallWindow(root, createIncomingCallStore(window.offhook, log))
}
