import type { Storage } from '../../../../src/shared/ipc/contract.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

const put = (parts: Partial<Storage>) => (testbed: GalleryTestbed) => {
  registered(testbed)
  testbed.api.update({
    storage: { folder: '/home/maria/.config/Offhook', problem: null, damaged: [], ...parts },
  })
}

const SETTINGS = {
  file: 'settings',
  keptAs: 'config.damaged-20261128T130005Z.json',
  connectionRead: false,
} as const

/** What Offhook keeps cannot be written, or was damaged. */
export const storageStates: VisualStates = {
  'storage-full': { before: put({ problem: 'disk-full' }) },
  'storage-damaged': { before: put({ damaged: [SETTINGS] }) },
}
