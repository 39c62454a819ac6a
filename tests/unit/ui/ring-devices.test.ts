import { describe, expect, it } from 'vitest'
import { ringDevices, toggled } from '../../../src/renderer/ui/settings/ringing/use-audio-outputs.ts'

const CONNECTED = [
  { id: 'desk', label: 'Desk' },
  { id: 'two', label: '' },
]

describe('what there is to ring on', () => {
  it('is what the computer uses, until something else is chosen', () => {
    expect(ringDevices(CONNECTED, []).map(({ label, chosen }) => [label, chosen])).toEqual([
      ['System default', true],
      ['Desk', false],
      ['Loudspeaker 2', false],
    ])
    expect(ringDevices(CONNECTED, ['desk']).filter(({ chosen }) => chosen)).toMatchObject([{ id: 'desk' }])
  })

  it('keeps a chosen device that is not connected, and says so', () => {
    expect(ringDevices(CONNECTED, ['gone', 'desk']).at(-1)).toEqual({
      id: 'gone',
      label: 'A device that is not connected',
      chosen: true,
      disconnected: true,
    })
  })
})

it.each([
  [[], 'desk', ['default', 'desk']],
  [['default', 'desk'], 'default', ['desk']],
  [['desk'], 'headset', ['desk', 'headset']],
  [['desk', 'headset'], 'desk', ['headset']],
  [['desk'], 'desk', []],
  [['default', 'desk'], 'desk', []],
  [[], 'default', []],
])('%j with %s ticked or unticked is %j', (chosen, id, next) => {
  expect(toggled(chosen, id)).toEqual(next)
})
