import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { CHANNELS } from '../shared/ipc/channels.ts'
import type { OffhookBridge } from '../shared/ipc/contract.ts'

/** The page's one door to main. No logic here: both sides parse what comes through it. */
const bridge: OffhookBridge = {
  publish(snapshot) {
    ipcRenderer.send(CHANNELS.snapshot, snapshot)
  },
  request(request) {
    return ipcRenderer.invoke(CHANNELS.request, request)
  },
  subscribe(listener) {
    const deliver = (_event: IpcRendererEvent, message: unknown) => {
      listener(message)
    }
    ipcRenderer.on(CHANNELS.message, deliver)
    return () => {
      ipcRenderer.off(CHANNELS.message, deliver)
    }
  },
}

contextBridge.exposeInMainWorld('offhook', bridge)
