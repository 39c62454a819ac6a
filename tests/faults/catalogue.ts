import { diskFaults } from './disk-faults.ts'
import type { Fault } from './fault.ts'
import { machineFaults } from './machine-faults.ts'
import { microphoneFaults } from './microphone-faults.ts'
import { refusalFaults } from './refusal-faults.ts'
import { signallingFaults } from './signalling-faults.ts'
import { tokenFaults } from './token-faults.ts'

/** Every fault, in the order of the report; one file for each failing component. */
export const catalogue: readonly Fault[] = [
  ...signallingFaults,
  ...refusalFaults,
  ...tokenFaults,
  ...machineFaults,
  ...microphoneFaults,
  ...diskFaults,
]
