// The SDK as its documentation starts it, pointed at an exchange, and a report of all it says. A plain file, since
// what a test's tools compile does not always run in a page.
const { Call, Device } = window.Twilio

const now = () => performance.timeOrigin + performance.now()
/** `referenceReport` exists when a test has exposed it. */
const report = (type, detail) => void window.referenceReport?.({ type, at: now(), detail: detail ?? null })
const errorMessage = ({ code, message }) => `${code} ${message}`

/** With `token` and `host` in its address the page registers by itself, and with `answers` it takes every call. */
const asked = new URLSearchParams(window.location.search)

let device
let call

function watch(next) {
  call = next
  for (const type of ['ringing', 'accept', 'cancel', 'reject', 'disconnect'])
    call.on(type, () => report(type))
  call.on('error', (error) => report('call-error', errorMessage(error)))
}

window.reference = {
  async register(token, host) {
    // The codecs that Offhook asks for: what is compared is the rest.
    const codecPreferences = [Call.Codec.Opus, Call.Codec.PCMU]
    device = new Device(token, { chunderw: host, publishEvents: false, logLevel: 'silent', codecPreferences })
    device.audio?.incoming(false)
    device.audio?.outgoing(false)
    device.audio?.disconnect(false)
    device.on('registered', () => report('registered'))
    device.on('unregistered', () => report('unregistered'))
    device.on('error', (error) => report('error', errorMessage(error)))
    device.on('incoming', (invited) => {
      report('incoming', invited.parameters.CallSid)
      watch(invited)
      if (asked.has('answers')) invited.accept()
    })
    await device.register()
  },
  accept() {
    const at = now()
    call?.accept()
    return at
  },
  reject: () => call?.reject(),
  hangup: () => call?.disconnect(),
  async connect(params) {
    const at = now()
    watch(await device.connect({ params }))
    return at
  },
}

if (asked.has('token')) void window.reference.register(asked.get('token'), asked.get('host'))
