import type { ElectronApplication } from '@playwright/test'
import * as v from 'valibot'

const MainSchema = v.object({ heapMiB: v.number(), polluted: v.boolean() })
/** Main as it is inside: its heap after a collection, and whether anything was added to what all objects share. */
export type Main = v.InferOutput<typeof MainSchema>

export async function lookAtMain(app: ElectronApplication): Promise<Main> {
  return v.parse(
    MainSchema,
    await app.evaluate(async () => {
      process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
      process.getBuiltinModule('vm').runInNewContext('gc')()
      return {
        heapMiB: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
        polluted: Reflect.has({}, 'polluted') || Object.keys(Object.prototype).length > 0,
      }
    }),
  )
}

/** From its next life on, the phone's page has `ipcRenderer` itself beside its own door. Loads the page again. */
export async function takeOverPreload(app: ElectronApplication, preload: string): Promise<void> {
  await app.evaluate(async ({ session, BrowserWindow }, preload) => {
    const { defaultSession } = session
    // Electron 35 brought the one and deprecated the other.
    if (Reflect.has(defaultSession, 'registerPreloadScript'))
      defaultSession.registerPreloadScript({ type: 'frame', filePath: preload })
    else Reflect.apply(Reflect.get(defaultSession, 'setPreloads'), defaultSession, [[preload]])
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve())
      contents?.reload()
    })
  }, preload)
}
