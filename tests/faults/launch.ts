import type { LaunchOptions } from '../support/app/launch.ts'

/** Options for starting Offhook for a fault, or a function of the usual options that prepares them. */
export type FaultLaunch = LaunchChanges | ((options: LaunchOptions) => Promise<LaunchChanges>)

type LaunchChanges = Partial<Pick<LaunchOptions, 'executable' | 'env' | 'args' | 'userData'>>
