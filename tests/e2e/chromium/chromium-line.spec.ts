import { lineConformance } from '../../support/line/conformance.ts'

// The same promises in the newest available Chromium, which shows changes of the next Electron first.
lineConformance('chromium', 'a telephone line in Debian’s Chromium: Twilio’s SDK on the exchange')
