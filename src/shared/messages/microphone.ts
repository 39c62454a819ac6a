interface Warning {
  readonly title: string
  /** The effect on the call, and what to do. */
  readonly hint: string
}

/** The warning in a call while the other side cannot hear the person. */
export const MICROPHONE_WARNINGS: Readonly<Record<'waiting' | 'denied' | 'missing' | 'busy', Warning>> = {
  waiting: {
    title: 'Waiting for the microphone.',
    hint: 'The other side cannot hear you yet.',
  },
  denied: {
    title: 'Microphone not allowed.',
    hint: 'The other side cannot hear you. Allow the microphone for Offhook in your system settings.',
  },
  missing: {
    title: 'No microphone found.',
    hint: 'The other side cannot hear you. Plug in a microphone or a headset.',
  },
  busy: {
    title: 'The microphone cannot be opened.',
    hint: 'The other side cannot hear you. Close other programs that use the microphone.',
  },
}
