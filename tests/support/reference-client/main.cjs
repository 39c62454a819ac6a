// The least Electron can be: one window on an empty page, with what local WebRTC needs and nothing else.
// It is what Offhook is compared with, and the second and third device in tests.
//   REFERENCE_FINGERPRINT  the certificate to trust at localhost, and at Twilio's names when a resolver rule leads them here
//   REFERENCE_PAGE         another page, as a file: address
//   REFERENCE_SHOW=ready   shows the window once the page is drawn, and not before
const { app, BrowserWindow, session } = require('electron')

const HOST = /^localhost$|\.twilio\.com$/

app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
app.on('window-all-closed', () => app.quit())

void app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true))
  session.defaultSession.setPermissionCheckHandler(() => true)
  const fingerprint = process.env.REFERENCE_FINGERPRINT
  session.defaultSession.setCertificateVerifyProc((request, verdict) =>
    verdict(HOST.test(request.hostname) && request.certificate.fingerprint === fingerprint ? 0 : -3),
  )
  const whenReady = process.env.REFERENCE_SHOW === 'ready'
  const window = new BrowserWindow({
    width: 380,
    height: 660,
    show: !whenReady,
    webPreferences: {
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      preload: process.env.REFERENCE_PRELOAD,
    },
  })
  if (whenReady) window.once('ready-to-show', () => window.show())
  return window.loadURL(process.env.REFERENCE_PAGE ?? `file://${__dirname}/page.html`)
})

// Notifications as directly as a program of this runtime can send them.
const NOTIFICATIONS = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
}
let bus
const invoke = (call) =>
  new Promise((resolve, reject) => {
    // Loaded when first used: a bare window does without.
    bus ??= require('@homebridge/dbus-native').sessionBus()
    bus.invoke({ ...NOTIFICATIONS, ...call }, (error, value) =>
      error ? reject(new Error(JSON.stringify(error))) : resolve(value),
    )
  })
globalThis.referenceNotifications = {
  /** Connects, so that the first notification does not have to. */
  warm: () => invoke({ member: 'GetCapabilities' }),
  /** `asked` is the wall-clock time (ms) just before the call. */
  async show({ summary, body, actions }) {
    const asked = performance.timeOrigin + performance.now()
    const values = ['Bare', 0, '', summary, body, actions, [['urgency', ['y', 2]]], 0]
    return { asked, id: await invoke({ member: 'Notify', signature: 'susssasa{sv}i', body: values }) }
  },
  close: (id) => invoke({ member: 'CloseNotification', signature: 'u', body: [id] }),
}
