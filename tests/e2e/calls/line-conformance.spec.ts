import { lineConformance } from '../../support/line/conformance.ts'

// The promises the fake line keeps in `tests/conformance/line`, kept by Twilio's SDK and the exchange.
lineConformance('electron', 'a telephone line: Twilio’s SDK on the exchange')
