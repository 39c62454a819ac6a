// Another program that has the keyboard focus.
const { app, BrowserWindow } = require('electron')

app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  const window = new BrowserWindow({ x: 20, y: 420, width: 360, height: 300 })
  const page = '<title>KeyboardClient</title><textarea autofocus style="width:300px;height:200px"></textarea>'
  return window.loadURL(`data:text/html,${encodeURIComponent(page)}`)
})
