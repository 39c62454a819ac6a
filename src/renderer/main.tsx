import { compose } from './compose.ts'
import { createPageLog, logUncaughtErrors } from './log.ts'
import { mountApp } from './ui/mount.tsx'

// The page does not wait for this script to be drawn, nor this script for the page to be read.
if (document.readyState === 'loading')
  await new Promise((read) => document.addEventListener('DOMContentLoaded', read, { once: true }))

const root = document.querySelector('#root')
if (root) {
  const log = createPageLog({ bridge: window.offhook, later: (work) => void setTimeout(work, 1_000) })
  logUncaughtErrors(window, log)
  mountApp(root, compose(window, window.offhook, log), log)
}
