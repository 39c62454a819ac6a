import { packBoth, type Packing } from '../support/packaged/packing.ts'
import { expect, test as base } from './fixtures.ts'

interface Packed {
  /** What `npm run dist` makes: one packing for every test of it. */
  readonly packing: Packing
}

export const test = base.extend<object, Packed>({
  packing: [
    async ({}, use) => {
      const packing = await packBoth()
      await use(packing)
      await packing.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

export { expect }
