import * as fc from 'fast-check'
import { testSeed } from './seed.ts'

// Setup file of vitest: all properties without a seed of their own use the same one. A failed property prints it.
fc.configureGlobal({ seed: testSeed() })
