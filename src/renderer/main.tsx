import { compose } from './compose.ts'
import { mountApp } from './ui/mount.tsx'

// The page does not wait for this script to be drawn, nor this script for the page to be read.
if (document.readyState === 'loading')
  await new Promise((read) => document.addEventListener('DOMContentLoaded', read, { once: true }))

const root = document.querySelector('#root')
if (root) mountApp(root, compose(window, window.offhook))
