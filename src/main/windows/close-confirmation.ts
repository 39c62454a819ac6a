import { activeCalls, type CallId } from '../../shared/domain/phone.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Replica } from '../ipc/replica.ts'

/** The part of Electron's `BrowserWindow` used here. */
interface ClosableWindow {
  close(): void
}

export interface CloseConfirmationDeps {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly window: () => ClosableWindow | undefined
  /** Asks the person; true: hang up and close. The signal withdraws the question, which then means false. */
  readonly ask: (signal: AbortSignal) => Promise<boolean>
  readonly hangUp: (id: CallId) => void
}

/** Asks before the window is closed during a call, because it has the controls of the call. */
export interface CloseConfirmation extends Disposable {
  /** Whether the window stays open for now because the person is being asked. */
  preventsClose(): boolean
}

export function confirmCloseDuringCall({
  replica,
  window,
  ask,
  hangUp,
}: CloseConfirmationDeps): CloseConfirmation {
  let question: AbortController | undefined
  let isAgreed = false

  const unsubscribe = replica.subscribe((_previous, next) => {
    if (activeCalls(next).length > 0) return
    // The call is over, so there is nothing to decide. The window stays open and shows how the call ended.
    question?.abort()
    if (!isAgreed) return
    isAgreed = false
    window()?.close()
  })

  const settle = async (controller: AbortController) => {
    const agrees = await ask(controller.signal).catch(() => false)
    question = undefined
    if (!agrees || controller.signal.aborted) return
    // The window closes once the phone reports that its calls are over: until then they need their controls.
    isAgreed = true
    for (const { id } of activeCalls(replica.phone)) hangUp(id)
  }

  return {
    preventsClose() {
      if (activeCalls(replica.phone).length === 0) return false
      if (!question) {
        question = new AbortController()
        void settle(question)
      }
      return true
    },
    dispose: disposeAll(unsubscribe, () => {
      question?.abort()
    }),
  }
}
