import type { Updates, UpdateProblem, UpdateState } from '../ipc/updates.ts'
import type { Message } from './calls.ts'

const OFF: Record<Extract<UpdateState, { status: 'off' }>['why'], Message> = {
  policy: {
    title: 'Updates are off',
    hint: 'Your organisation has turned them off on this computer and brings new versions itself.',
  },
  'policy-unreadable': {
    title: 'Updates are off',
    hint: 'Your organisation has a policy for updates here, but Offhook cannot read it. Tell your administrator.',
  },
  'not-signed': {
    title: 'Updates are off',
    hint: 'This build is not signed for updates. Get new versions where you got this one.',
  },
  'from-sources': { title: 'Updates are off', hint: 'Running from source.' },
}

const REFUSED: Record<UpdateProblem, string> = {
  unreachable: 'The update server could not be reached. Offhook tries again within two hours.',
  'no-feed': 'No updates were found on the update server. Offhook tries again within two hours.',
  'too-slow': 'The download was too slow and was stopped. Offhook tries again within two hours.',
  redirected: 'The download was redirected to another server. Nothing was installed.',
  'too-big': 'The file offered is too large to be an update. Nothing was installed.',
  'not-signed': 'It is not signed by the maker of this Offhook. Nothing was installed.',
  'wrong-signature': 'It is not signed by the maker of this Offhook. Nothing was installed.',
  malformed: 'The update information cannot be read. Nothing was installed.',
  damaged: 'The downloaded file is damaged. It was deleted, and nothing was installed.',
  'not-installed': 'It could not be installed. This version stays.',
}

const PASSED_OVER = {
  older: (version: string) =>
    `The newest one offered is ${version}, which is older than this one. It is not installed.`,
  'not-yet': (version: string) =>
    `Version ${version} is handed out step by step, and this computer’s turn has not come yet.`,
  'system-too-old': (version: string) => `Version ${version} needs a newer operating system than this one.`,
} as const

/** How it stands with updates. `when`: a time in the person's own way of writing it. */
export function updateMessage({ state }: Updates, when: (at: number) => string): Message {
  switch (state.status) {
    case 'off':
      return OFF[state.why]
    case 'current':
      if (state.checkedAt === null) {
        return {
          title: 'Checks for updates by itself',
          hint: 'A few minutes after each start, then every few hours.',
        }
      }
      return {
        title: 'Up to date',
        hint: state.skipped
          ? PASSED_OVER[state.skipped.why](state.skipped.version)
          : `Checked at ${when(state.checkedAt)}.`,
      }
    case 'checking':
      return { title: 'Checking for updates…', hint: null }
    case 'waiting':
      return { title: `Version ${state.version} is available`, hint: 'It is downloaded after your call.' }
    case 'downloading':
      return {
        title: `Downloading version ${state.version}`,
        hint: `${state.percent} % downloaded. Calls come first.`,
      }
    case 'ready':
      return state.install === 'restart'
        ? {
            title: `Version ${state.version} is ready`,
            hint: 'It is installed when you quit Offhook, or now.',
          }
        : {
            title: `Version ${state.version} is available`,
            hint: 'Install it the way you installed this one: with your package manager, or from where you got it.',
          }
    case 'refused':
      return {
        title: state.version === null ? 'No update' : `Version ${state.version} was refused`,
        hint: REFUSED[state.why],
      }
  }
}

/** What is said when something about updates cannot be done. */
export const updateRefusals = {
  off: 'Updates are off here.',
  managed: 'Your organisation has decided which versions this computer gets.',
  'nothing-ready': 'No update is ready to be installed.',
  'in-call': 'You are in a call. Restart after it.',
} as const
