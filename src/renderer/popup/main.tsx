import { mountPopup } from './mount.tsx'
import { createPopupDesk } from './popup-desk.ts'

const root = document.querySelector('#root')
if (root) mountPopup(root, createPopupDesk(window.offhook))
