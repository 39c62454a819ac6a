import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/conformance/**/*.test.ts'],
    globals: false,
    restoreMocks: true,
    // The JSON is what `npm test` counts from.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/unit.json' },
  },
})
