// The least Electron can be: one window on an empty page, with what local WebRTC needs and nothing else.
// It is what Offhook is compared with, and the second and third device in tests.
const { app, BrowserWindow, session } = require('electron')

app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
app.on('window-all-closed', () => app.quit())

void app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true))
  session.defaultSession.setPermissionCheckHandler(() => true)
  const fingerprint = process.env.BARE_FINGERPRINT
  session.defaultSession.setCertificateVerifyProc((request, verdict) =>
    verdict(request.hostname === 'localhost' && request.certificate.fingerprint === fingerprint ? 0 : -3),
  )
  const window = new BrowserWindow({
    width: 380,
    height: 660,
    webPreferences: {
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      preload: process.env.BARE_PRELOAD,
    },
  })
  return window.loadFile(`${__dirname}/page.html`)
})
