/** The three IPC channels. A file of its own, so that the sandboxed preload script bundles no schema. */
export const CHANNELS = {
  /** renderer -> main, one way: `Snapshot`. */
  snapshot: 'offhook:snapshot',
  /** renderer -> main, with a reply: `Request` -> `Reply`. See `requests.ts`. */
  request: 'offhook:request',
  /** main -> renderer, one way: `MainMessage`. */
  message: 'offhook:message',
} as const
