import type { AppState, MainMessage } from '../../shared/ipc/contract.ts'

/** What main shows the window, whole. Each capability puts in its own part. */
export interface AppStateStore {
  readonly current: AppState
  /** Puts in new parts and tells the window, unless nothing changed. */
  update(parts: Partial<AppState>): void
  /** Tells after each change. Answers how to stop. */
  subscribe(listener: (appState: AppState) => void): () => void
}

export function createAppStateStore(first: AppState, send: (message: MainMessage) => void): AppStateStore {
  let appState = first
  const listeners = new Set<(appState: AppState) => void>()
  return {
    get current() {
      return appState
    },
    update(parts) {
      const next = { ...appState, ...parts }
      if (JSON.stringify(next) === JSON.stringify(appState)) return
      appState = next
      send({ type: 'app-state', appState })
      for (const listener of listeners) listener(appState)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
