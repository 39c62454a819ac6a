import { readFile } from 'node:fs/promises'
import type { ElectronApplication } from '@playwright/test'
import * as v from 'valibot'

/** Where hostile messages come from. */
export const SENDERS = {
  /** The phone's page, through its own door. */
  page: { by: 'bridge', as: 'phone', share: 0.35 },
  /** The phone's page, with its preload script taken over. */
  preload: { by: 'raw', as: 'phone', share: 0.3 },
  /** The small call window, which may ask very little. */
  popup: { by: 'bridge', as: 'popup', share: 0.1 },
  /** Another window, at an address of ours. */
  untrusted: { by: 'raw', as: 'untrusted', share: 0.15 },
  /** A frame inside another window. */
  frame: { by: 'raw', as: 'untrusted', share: 0.1 },
} as const
export type SenderName = keyof typeof SENDERS

const CountsSchema = v.object({
  sent: v.number(),
  refused: v.number(),
  told: v.number(),
  neverLeft: v.number(),
  believed: v.array(v.string()),
})
/**
 * `refused`: answered with a refusal; `told`: snapshots, which have no answer; `neverLeft`: could not be sent at all, or
 * died on the way; `believed`: the replies to requests that were not refused.
 */
export type Counts = v.InferOutput<typeof CountsSchema>

/** Has one of them send. The windows of strangers are made for it and go with it. */
export async function send(
  app: ElectronApplication,
  sender: SenderName,
  { count, seed, preload }: { readonly count: number; readonly seed: number; readonly preload: string },
): Promise<Counts> {
  const { by, as } = SENDERS[sender]
  const files = ['values.js', 'sender.js'].map((name) => new URL(name, import.meta.url))
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  const code = `(() => {${sources.join('\n')}\nreturn globalThis.sendHostile(${JSON.stringify({ seed, count, by, as })})})()`
  // No function inside has a name: what tsx makes of one does not run in there.
  const counts = await app.evaluate(
    async ({ BrowserWindow, webContents }, { sender, code, preload }) => {
      const isFrame = sender === 'frame'
      const file = sender === 'popup' ? '/popup.html' : '/index.html'
      const ours = webContents.getAllWebContents().find((contents) => contents.getURL().endsWith(file))
      if (sender === 'page' || sender === 'popup') return ours?.executeJavaScript(code)
      if (sender === 'preload') return ours?.executeJavaScriptInIsolatedWorld(999, [{ code }])
      const webPreferences = { preload, sandbox: true, nodeIntegrationInSubFrames: isFrame }
      const window = new BrowserWindow({ show: false, webPreferences })
      try {
        await window.loadURL(
          isFrame ? 'data:text/html,<iframe src="data:text/html,x"></iframe>' : 'offhook://app/popup.html',
        )
        if (isFrame) return await window.webContents.mainFrame.frames[0]?.executeJavaScript(code)
        return await window.webContents.executeJavaScriptInIsolatedWorld(999, [{ code }])
      } finally {
        window.destroy()
      }
    },
    { sender, code, preload },
  )
  return v.parse(CountsSchema, counts)
}
