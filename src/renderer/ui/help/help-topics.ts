interface Topic {
  readonly title: string
  readonly lines: readonly string[]
}

/** Help topics, in the order in which a person needs them. */
export const TOPICS: readonly Topic[] = [
  {
    title: 'Answering a call',
    lines: [
      'Press Accept or Reject on the notification, in the call window or in this window.',
      'During another call the button says “End and accept”: it hangs up the first call.',
      'A new button ignores presses for half a second, so that a click meant for something else does not answer the call.',
    ],
  },
  {
    title: 'Making a call',
    lines: [
      'Type or paste a number or a colleague’s name, and press Call. The line below the field says what will be dialled.',
      'A clicked phone link fills the keypad. It never dials by itself.',
      'In Recents, press Call beside a row. Right-click a number to copy it.',
    ],
  },
  {
    title: 'During a call',
    lines: [
      'Mute, the keypad and Hang up are on the page “Call”. Digits you type go to the call.',
      'Other pages can be opened meanwhile: a bar at the top keeps Mute and Hang up in reach.',
    ],
  },
  {
    title: 'When calls do not reach you',
    lines: [
      'The status line at the top says what is wrong, since when, and what to do.',
      '“Test my ring” in Settings calls this computer and checks the notification, the sound and the microphone.',
      'The moon at the top turns “Do not disturb” on and off.',
    ],
  },
  {
    title: 'Connecting a real line',
    lines: [
      'The practice line works at once; its calls stay on this computer.',
      'In Settings, under Line, enter what your team gave you, or the keys of your own Twilio account.',
    ],
  },
]
