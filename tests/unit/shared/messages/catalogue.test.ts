import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { en } from '../../../../src/shared/messages/en/index.ts'
import { messageParts, setLanguage, t } from '../../../../src/shared/messages/translate.ts'
import german from '../../../fixtures/messages/de.json' with { type: 'json' }

/** The names of the parameters of a message, with their kind. */
function parametersOf(text: string): readonly string[] {
  const found = new Set<string>()
  const collect = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue
      found.add(element.value)
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) collect(option.value)
    }
  }
  collect(parse(text, { ignoreTag: true }))
  return [...found].toSorted()
}

describe('the English catalogue', () => {
  it('has a valid ICU message for every key, without spaces at its ends', () => {
    for (const [key, text] of Object.entries(en)) {
      expect(() => parse(text, { ignoreTag: true }), key).not.toThrow()
      expect(text.trim(), key).toBe(text)
    }
  })

  it('has no straight apostrophe, which is an escape character of ICU', () => {
    expect(Object.values(en).filter((text) => text.includes("'"))).toEqual([])
  })
})

describe('a language that is one file', () => {
  afterEach(() => setLanguage({ catalogue: en, locale: 'en' }))

  it('replaces the messages that it has, with its own plural rules; the others stay English', () => {
    setLanguage({ catalogue: german, locale: 'de' })
    expect(t('call.mute')).toBe('Stumm schalten')
    expect(t('tray.missed', { count: 1 })).toBe('1 verpasster Anruf')
    expect(t('tray.missed', { count: 1_200 })).toBe('1.200 verpasste Anrufe')
    expect(t('call.unmute')).toBe('Unmute')
    expect(t('time.lasting.hours', { count: 1 })).toBe('for 1 hour')
  })

  it('has the same parameters as English', () => {
    for (const [key, text] of Object.entries(german))
      expect([key, parametersOf(text)]).toEqual([key, parametersOf(Object(en)[key])])
  })
})

describe('the parts of a message', () => {
  it('keep a value that is not text', () => {
    const value = { tag: 'bdi' }
    expect(messageParts('dial.calls-by-name', { name: value })).toEqual(['Calls ', value, ' by name'])
  })
})
