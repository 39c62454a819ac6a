import type { MessageKey } from '../../../shared/messages/translate.ts'

interface Topic {
  readonly title: HelpKey
  readonly lines: readonly HelpKey[]
}

type HelpKey = Extract<MessageKey, `help.${string}`>

/** Help topics, in the order in which a person needs them. */
export const TOPICS: readonly Topic[] = [
  { title: 'help.answering.title', lines: ['help.answering.1', 'help.answering.2', 'help.answering.3'] },
  { title: 'help.making.title', lines: ['help.making.1', 'help.making.2', 'help.making.3'] },
  { title: 'help.during.title', lines: ['help.during.1', 'help.during.2'] },
  {
    title: 'help.unreachable.title',
    lines: ['help.unreachable.1', 'help.unreachable.2', 'help.unreachable.3'],
  },
  { title: 'help.connecting.title', lines: ['help.connecting.1', 'help.connecting.2'] },
]
