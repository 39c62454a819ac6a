import { lineConformance } from '../support/line/conformance.ts'

// The same promises in the newest Chromium that can be run here: what the next Electron brings shows first in it.
lineConformance('chromium', 'a telephone line in Debian’s Chromium: Twilio’s SDK on the exchange')
