import type { Plugin } from 'vite'

const PREFLIGHT = /\/@twilio\/voice-sdk\/esm\/twilio\/preflight\/preflight\.js$/
const IN_ITS_PLACE = `export class PreflightTest {
  constructor() {
    throw new Error('Preflight tests are left out of Offhook.')
  }
}
`

/**
 * Leaves the SDK's preflight test out of the page: a class of 2 kB, packed, that does nothing unless it is made, which
 * only `Device.runPreflight` does, which Offhook never calls. Bundlers do not see that. All else is the SDK as it is.
 */
export function withoutPreflight(): Plugin {
  return {
    name: 'offhook:without-preflight',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return PREFLIGHT.test(id) ? { code: placeholderFor(code), map: null } : undefined
    },
  }
}

/** What stands in for the module; throws when that is not what it was: one class, and nothing done on import. */
export function placeholderFor(code: string): string {
  const exported = code.match(/^export .*$/gm)
  const done = code.match(/^(?!import |class |export |\/|\s|\}|\(function \(PreflightTest\) \{)\S.*$/gm)
  if (exported?.join() !== 'export { PreflightTest };' || done) {
    throw new Error('The SDK writes its preflight test in another way now: see without-preflight.ts.')
  }
  return IN_ITS_PLACE
}
