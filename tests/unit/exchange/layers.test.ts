import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../../exchange', import.meta.url))

/** What each folder of the exchange may import, besides itself and `common`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  media: ['lib'],
  model: ['lib', 'media'],
  webhooks: ['lib', 'model'],
  twiml: ['lib', 'media', 'model', 'webhooks'],
  calls: ['lib', 'media', 'model', 'twiml', 'webhooks'],
  signalling: ['calls', 'lib', 'media', 'model'],
  control: ['calls', 'lib', 'media', 'model', 'signalling'],
  rest: ['calls', 'control', 'lib', 'media', 'model', 'signalling', 'webhooks'],
  cli: ['model', 'signalling'],
}

test.each(Object.entries(ALLOWED))('exchange/%s imports only the folders below it', (name, allowed) => {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
  const imported = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(folder, name, file), 'utf8').matchAll(/from '(?:\.\.\/)+([a-z]+)\/[^']+'/g),
    ])
    .map(([, target = '']) => target)
    .filter((target) => Object.hasOwn(ALLOWED, target) && target !== name && !allowed.includes(target))
  expect(imported).toEqual([])
})
