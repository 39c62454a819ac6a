import type { ElectronApplication } from '@playwright/test'

/** The button of the question about another connection that agrees. */
const USE_CONNECTION = 'Use this connection'

/** The options of a native dialog that Offhook requested. */
interface AskedDialog {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** The native questions about another connection since `answerConnectionDialogs` was called. */
export interface ConnectionDialogs {
  asked(): Promise<readonly AskedDialog[]>
}

/**
 * Answers all further native questions about another connection with the button of this label, because a test cannot press native
 * buttons. All other dialogs stay real.
 */
export async function answerConnectionDialogs(
  app: ElectronApplication,
  label: string = USE_CONNECTION,
): Promise<ConnectionDialogs> {
  try {
    return await stubDialogs(app, label)
  } catch (error) {
    // V8's inspector holds the promise of an evaluation weakly: a collection while Electron starts loses the reply.
    if (!String(error).includes('garbage collected')) throw error
    return stubDialogs(app, label)
  }
}

async function stubDialogs(app: ElectronApplication, label: string): Promise<ConnectionDialogs> {
  // No named functions here: the loader of `npm run faults` would add a helper that is missing in Electron.
  const asked = await app.evaluateHandle(
    ({ dialog }, { label, agree }) => {
      const list: { message: string; detail: string; buttons: string[] }[] = []
      const real = dialog.showMessageBox.bind(dialog)
      dialog.showMessageBox = (...args: readonly unknown[]) => {
        const options = args.at(-1)
        if (
          typeof options === 'object' &&
          options !== null &&
          'buttons' in options &&
          Array.isArray(options.buttons)
        ) {
          const buttons = options.buttons.map(String)
          if (buttons.includes(agree)) {
            list.push({
              message: String(Reflect.get(options, 'message') ?? ''),
              detail: String(Reflect.get(options, 'detail') ?? ''),
              buttons,
            })
            return Promise.resolve({ response: buttons.indexOf(label), checkboxChecked: false })
          }
        }
        return Reflect.apply(real, dialog, args)
      }
      return list
    },
    { label, agree: USE_CONNECTION },
  )
  return { asked: () => asked.jsonValue() }
}
