import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  // One telephone at a time: the tests measure sound and time.
  workers: 1,
  fullyParallel: false,
  // Counted and named; `npm test` allows a few (scripts/test/stages.ts).
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  outputDir: 'test-results/e2e',
  // The JSON is what `npm test` counts from.
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
