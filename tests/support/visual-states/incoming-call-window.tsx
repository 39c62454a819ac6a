import { mountIncomingCallWindow } from '../../../src/renderer/incoming-call-window/mount.tsx'
import { ringingCalls } from '../../../src/shared/domain/phone.ts'
import { incomingCallView } from '../../../src/shared/domain/incoming-call-view.ts'
import { incomingCallBounds } from '../../../src/main/windows/incoming-call-bounds.ts'
import type { GalleryTestbed } from './testbed.ts'

/** Shows the small call window with every call that rings, as large as main would make it. */
export function showIncomingCallWindow(root: Element, { phone }: GalleryTestbed): void {
  const ids = ringingCalls(phone.state).map(({ id }) => id)
  const view = incomingCallView(phone.state, ids, 'US')
  const { width, height } = incomingCallBounds({ x: 0, y: 0, width: 380, height: 660 }, view)
  document.documentElement.dataset.size = `${width}x${height}`
  if (root instanceof HTMLElement) {
    root.style.width = `${width}px`
    root.style.height = `${height}px`
  }
  mountIncomingCallWindow(root, {
    view,
    subscribe: () => () => undefined,
    onWindowShown: () => () => undefined,
    decide: (answer) => phone.command(answer),
  })
}
