import type { FakeLineAction } from '../line/fake-line.ts'
import { mountApp } from '../../../src/renderer/ui/mount.tsx'
import type { AppContext } from '../../../src/renderer/ui/context/app-context.tsx'
import { createUserActions, nextFrame } from './user-actions.ts'
import { createGalleryTestbed, type GalleryTestbed } from './testbed.ts'
import '@fontsource-variable/inter/wght.css'
import './gallery.css'
import { showIncomingCallWindow } from './incoming-call-window.tsx'
import { plainText, pseudoCatalogue, PSEUDO_LOCALE } from './pseudo.ts'
import { setLanguage } from '../../../src/shared/messages/translate.ts'
import { stateNames, states } from './states/index.ts'

declare global {
  interface Window {
    /** For tests and for the screenshot command. */
    visualStates: {
      readonly names: readonly string[]
      readonly testbed: GalleryTestbed
      readonly sent: () => readonly FakeLineAction[]
    }
  }
}

const query = new URLSearchParams(location.search)
const name = query.get('state') ?? 'registered'
const theme = query.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme

const isPseudo = query.get('locale') === PSEUDO_LOCALE
if (isPseudo) setLanguage({ catalogue: pseudoCatalogue(), locale: 'en' })

const testbed = createGalleryTestbed()
window.visualStates = { names: stateNames, testbed, sent: () => testbed.line.sent }

const root = document.querySelector('#root')
const state = states[name]
if (!root || !state) throw new Error(`There is no state called ${name}. There are: ${stateNames.join(', ')}.`)

state.before?.(testbed)
if (state.incomingCallWindow) showIncomingCallWindow(root, testbed)
else mountApp(root, name === 'crash' ? withBrokenView(testbed) : testbed, { error: () => undefined })
await nextFrame()
await state.after?.(testbed, createUserActions(document, isPseudo ? plainText : undefined))
await document.fonts.ready
await nextFrame()
document.documentElement.dataset.shown = name

/** A context that breaks the first view that leans on it. */
function withBrokenView(context: AppContext): AppContext {
  const phone = {
    ...context.phone,
    get state(): never {
      throw new Error('Cannot read properties of undefined (reading “calls”)')
    },
  }
  return { ...context, phone }
}
