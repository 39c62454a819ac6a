// What a page would have whose preload script somebody has taken over: `ipcRenderer` itself, without our own bridge.
const { contextBridge, ipcRenderer } = require('electron')

globalThis.rawIpc = ipcRenderer
// A sub-frame's isolated world cannot be reached from main, so there the page gets it.
if (!process.isMainFrame)
  contextBridge.exposeInMainWorld('rawIpc', {
    send: (channel, message) => ipcRenderer.send(channel, message),
    invoke: (channel, message) => ipcRenderer.invoke(channel, message),
  })
