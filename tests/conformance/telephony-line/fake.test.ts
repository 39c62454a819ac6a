import { fakeHarness } from './fake-harness.ts'
import { lineConformance } from './suite.ts'

lineConformance('the fake', fakeHarness)
