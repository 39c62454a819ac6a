import { describe, expect, it } from 'vitest'
import { packingRefusal } from '../../../../scripts/package/pack.ts'
import { FALLBACK, OFFICIAL_VERSION } from '../../../../scripts/runtime/pins.ts'

describe('packing', () => {
  it.each([FALLBACK.version, '45.4.0', 'of unknown version'])(
    'is refused on Electron %s, unless it is asked for with --development',
    (version) => {
      expect(packingRefusal(version, false)).toContain(`Electron ${version}, and Offhook ships with`)
      expect(packingRefusal(version, false)).toContain('--development')
      expect(packingRefusal(version, true)).toBeNull()
    },
  )

  it('needs no option with the release version of Electron', () => {
    expect(packingRefusal(OFFICIAL_VERSION, false)).toBeNull()
  })
})
