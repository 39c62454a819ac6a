// Windows with what local WebRTC needs and nothing else; the microphone is Chromium's own beeping one.
const { app, BrowserWindow, session } = require('electron')

app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
app.commandLine.appendSwitch('use-fake-device-for-media-stream')
app.on('window-all-closed', () => app.quit())

// Controlled by the test: see `testbed.ts`.
globalThis.microphone = 'works'
globalThis.openWindow = (url) => {
  const window = new BrowserWindow({ show: false, webPreferences: { backgroundThrottling: false } })
  void window.loadURL(url)
}

app.on('ready', () => {
  // The check stays granted: it also decides whether WebRTC may know this computer's addresses.
  session.defaultSession.setPermissionCheckHandler(() => true)
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) =>
    answer(globalThis.microphone === 'works'),
  )
  const fingerprint = process.env.LINE_FINGERPRINT
  session.defaultSession.setCertificateVerifyProc((request, verdict) =>
    verdict(request.hostname === 'localhost' && request.certificate.fingerprint === fingerprint ? 0 : -3),
  )
  globalThis.openWindow(process.env.LINE_PAGE)
})
