// A bare window for the gallery: no preload, no menu, nothing of the app.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 380,
    height: 660,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  })
  window.setMenu(null)
  return window.loadURL('about:blank')
})
