import { defineConfig } from 'vitest/config'

const VIEWS = 'tests/unit/ui/views/**/*.test.tsx'

export default defineConfig({
  test: {
    globals: false,
    setupFiles: ['tests/support/random/property-seed.ts'],
    restoreMocks: true,
    // The time to wait for an event that does not come, on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // `npm test` reads its counts from the JSON.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/unit.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/conformance/**/*.test.ts'],
          exclude: [VIEWS],
        },
      },
      {
        extends: true,
        test: {
          name: 'views',
          environment: 'happy-dom',
          include: [VIEWS],
          setupFiles: ['tests/support/views/setup.ts'],
        },
      },
    ],
  },
})
