import type { FakeLineAction } from '../line/fake-line.ts'
import { mountApp } from '../../../src/renderer/ui/mount.tsx'
import type { Desk } from '../../../src/renderer/ui/context/app-context.tsx'
import { createUserActions, nextFrame } from './user-actions.ts'
import { createGalleryTestbed, type GalleryTestbed } from './testbed.ts'
import { showPopup } from './incoming-call-window.tsx'
import { stateNames, states } from './states/index.ts'

declare global {
  interface Window {
    /** For tests and for the screenshot command. */
    gallery: {
      readonly names: readonly string[]
      readonly testbed: GalleryTestbed
      readonly sent: () => readonly FakeLineAction[]
    }
  }
}

const query = new URLSearchParams(location.search)
const name = query.get('state') ?? 'ready'
const theme = query.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme

const testbed = createGalleryTestbed()
window.gallery = { names: stateNames, testbed, sent: () => testbed.line.sent }

const root = document.querySelector('#root')
const state = states[name]
if (!root || !state) throw new Error(`There is no state called ${name}. There are: ${stateNames.join(', ')}.`)

state.before?.(testbed)
if (state.popup) showPopup(root, testbed)
else mountApp(root, name === 'crash' ? broken(testbed) : testbed, { error: () => undefined })
await nextFrame()
await state.after?.(testbed, createUserActions(document))
await nextFrame()
document.documentElement.dataset.shown = name

/** A desk that breaks the first view that leans on it. */
function broken(desk: Desk): Desk {
  const phone = {
    ...desk.phone,
    get state(): never {
      throw new Error('Cannot read properties of undefined (reading “calls”)')
    },
  }
  return { ...desk, phone }
}
