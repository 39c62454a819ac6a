import { ensureElectron, type Runtime } from '../../../scripts/runtime/ensure-electron.ts'

/**
 * The development runtime, whatever runtime the environment selects. Two versions of Chromium draw text differently, so
 * screenshots are always taken with this one.
 */
export function developmentRuntime(): Promise<Runtime> {
  return ensureElectron({
    env: {
      ...process.env,
      OFFHOOK_ELECTRON: undefined,
      ELECTRON_OVERRIDE_DIST_PATH: undefined,
      OFFHOOK_REQUIRE_OFFICIAL: undefined,
      OFFHOOK_USE_DEVELOPMENT_RUNTIME: '1',
    },
  })
}
