import '../ui/styles/tokens.css'
import '../ui/styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallPopup } from './call-popup.tsx'
import { createPopupDesk } from './popup-desk.ts'

const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CallPopup desk={createPopupDesk(window.offhook)} />
    </StrictMode>,
  )
}
