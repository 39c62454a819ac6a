/** Runs before every unit and conformance test file (vitest.config.ts). */
import { configureGlobal } from 'fast-check'
import { testSeed } from './test-seed.ts'

configureGlobal({ seed: testSeed() })
