import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/conformance/**/*.test.ts'],
    globals: false,
    setupFiles: ['tests/support/random/property-seed.ts'],
    restoreMocks: true,
    // How long to wait for what does not come, on a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The JSON is what `npm test` counts from.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/unit.json' },
  },
})
