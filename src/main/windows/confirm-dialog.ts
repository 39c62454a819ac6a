import { dialog, type BrowserWindow } from 'electron'

/** A question with two answers. The cautious answer is the default and the meaning of Escape. */
export interface Question {
  readonly message: string
  readonly detail: string
  readonly no: string
  readonly yes: string
  /** Withdraws the question, which then counts as "no". */
  readonly signal?: AbortSignal
}

/** Asks in a native dialog, which is modal to the window if that is visible. */
export async function confirmInDialog(
  window: BrowserWindow | undefined,
  question: Question,
): Promise<boolean> {
  const { message, detail, no, yes, signal } = question
  const options = {
    type: 'question' as const,
    message,
    detail,
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    ...(signal ? { signal } : {}),
  }
  const { response } = await (window?.isVisible() === true
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options))
  return response === 1
}
