import { describe, expect, test } from 'vitest'
import { contextMenuFor, type Clicked } from '../../../../src/main/windows/context-menu.ts'

const ALL = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }

function menuOf(clicked: Partial<Clicked>, country = 'US') {
  const copied: string[] = []
  const items = contextMenuFor(
    { isEditable: false, selectionText: '', editFlags: ALL, ...clicked },
    { country, copy: (text) => copied.push(text) },
  )
  return { copied, items, names: items.map(({ label, role, type }) => label ?? role ?? type) }
}

describe('a right click', () => {
  test('in a field offers to cut, copy, paste and select all, as far as that is possible', () => {
    expect(menuOf({ isEditable: true }).names).toEqual(['cut', 'copy', 'paste', 'separator', 'selectAll'])
    const { items } = menuOf({ isEditable: true, editFlags: { ...ALL, canCopy: false, canPaste: false } })
    expect(items.map(({ enabled }) => enabled)).toEqual([true, false, false, undefined, true])
  })

  test('beside everything opens no menu', () => {
    expect(menuOf({}).items).toEqual([])
    expect(menuOf({ selectionText: ' \n ' }).items).toEqual([])
  })

  test.each([
    ['(202) 555-0147', 'US', '+12025550147'],
    ['+44 20 7946 0018', 'US', '+442079460018'],
    ['030 123456', 'DE', '+4930123456'],
  ])('on %s in %s copies it with its country code', (selectionText, country, number) => {
    const { names, items, copied } = menuOf({ selectionText }, country)
    expect(names).toEqual(['Copy number', 'copy'])
    Reflect.apply(items[0]?.click ?? (() => {}), undefined, [])
    expect(copied).toEqual([number])
  })

  test.each(['Maria Santos', 'alice', '1.2.3', 'Connected', '5'.repeat(100_000)])(
    'on %.20s, which is no phone number, copies it as it is',
    (selectionText) => {
      expect(menuOf({ selectionText }).names).toEqual(['copy'])
    },
  )
})
