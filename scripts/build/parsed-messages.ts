import { join } from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'
import { en } from '../../src/shared/messages/en/index.ts'
import { main } from '../../src/shared/messages/en/main.ts'
import { projectFolder } from '../lib/project.ts'

const ENGLISH = join(projectFolder, 'src', 'shared', 'messages', 'en', 'index.ts')

/**
 * Parses the messages of the page at build time, so that the page has no parser, and leaves out those of the main process.
 * Plain texts stay as they are.
 */
export function parsedMessages(): Plugin {
  return {
    name: 'offhook:parsed-messages',
    apply: 'build',
    config: () => ({
      resolve: {
        alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
      },
    }),
    load(id) {
      if (id !== ENGLISH) return null
      const messages = Object.entries(en).filter(([key]) => !(key in main))
      return `export const en = ${JSON.stringify(Object.fromEntries(messages.map(([key, text]) => [key, parsed(text)])))}`
    },
  }
}

function parsed(text: string) {
  return text.includes('{') ? parse(text, { ignoreTag: true, captureLocation: false }) : text
}
