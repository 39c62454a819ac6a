import { compose } from './compose.ts'
import { mountApp } from './ui/mount.tsx'

const root = document.querySelector('#root')
if (root) mountApp(root, compose(window, window.offhook))
