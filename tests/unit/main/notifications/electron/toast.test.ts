import * as fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { idInArguments, toastId } from '../../../../../src/main/notifications/electron/toast-id.ts'
import { incomingCallXml } from '../../../../../src/main/notifications/electron/toast-xml.ts'
import { aCallToast } from '../../../../support/main/fake-notifier.ts'

const ADA = aCallToast({ key: 'CA1', title: 'Ada', body: 'is calling' })

describe('the id of a notification', () => {
  test('is short and safe for every key, its own for each showing, and read back from the arguments', () => {
    const key = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 999 }), (text, times) => {
        const id = toastId(text, times)
        expect(id).toMatch(/^[A-Za-z0-9:+_.-]{0,64}$/)
        expect(idInArguments(`type=action&action=0&tag=${id}`)).toBe(id)
        expect(toastId(text, times + 1)).not.toBe(id)
        expect(toastId(`${text}.2`, 1)).not.toBe(toastId(text, 2))
      }),
      { seed: 8 },
    )
  })
})

describe('the Windows toast of a call', () => {
  const attributesOf = (xml: string) => {
    const found: { name: string; attributes: Record<string, string> }[] = []
    const texts: string[] = []
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }))
    parser.on('text', (text) => texts.push(text))
    parser.write(xml).close()
    return { found, texts }
  }

  test('has Accept and Reject, each with the arguments that Electron understands, and no sound', () => {
    const { found } = attributesOf(incomingCallXml(ADA, 'CA1', '/icon.png'))
    expect(found.filter(({ name }) => name === 'action').map(({ attributes }) => attributes)).toEqual([
      {
        content: 'Accept',
        'hint-buttonStyle': 'Success',
        activationType: 'foreground',
        arguments: 'type=action&action=0&tag=CA1',
      },
      {
        content: 'Reject',
        'hint-buttonStyle': 'Critical',
        activationType: 'foreground',
        arguments: 'type=action&action=1&tag=CA1',
      },
    ])
    expect(found[0]?.attributes).toMatchObject({ scenario: 'incomingCall', useButtonStyle: 'true' })
    expect(found).toContainEqual({ name: 'audio', attributes: { silent: 'true' } })
  })

  test('is well-formed for every caller and reads as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (title, body) => {
        const { texts } = attributesOf(incomingCallXml({ ...ADA, title, body }, 'CA1', '/icon.png'))
        if (/^[ -~]+$/.test(title)) expect(texts).toContain(title)
      }),
      { seed: 8 },
    )
  })

  test('escapes markup in a name', () => {
    const title = `<action content="x"/> & "Eve" \u0000\u000B`
    const { found, texts } = attributesOf(incomingCallXml({ ...ADA, title }, 'CA1', '/icon.png'))
    expect(found.filter(({ name }) => name === 'action')).toHaveLength(2)
    expect(texts).toContain('<action content="x"/> & "Eve" ')
  })
})
