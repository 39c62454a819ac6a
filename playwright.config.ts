import { defineConfig } from '@playwright/test'

const VIEWS = '**/ui-*.spec.ts'
/** Other engines and desktops than Electron on X11. They bring their own, and start when the views are done. */
const ENVIRONMENTS = ['**/chromium-*.spec.ts', '**/wayland.spec.ts']

export default defineConfig({
  testDir: 'tests/e2e',
  // One telephone at a time, since these tests measure sound; the views alone, in a window of their own, beside it.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'telephone', testIgnore: [VIEWS, ...ENVIRONMENTS], workers: 1 },
    { name: 'views', testMatch: VIEWS, workers: 1 },
    { name: 'environments', testMatch: ENVIRONMENTS, workers: 1 },
  ],
  // Counted and named; `npm test` allows a few (scripts/run/test/stages.ts).
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  outputDir: 'test-results/e2e',
  // `npm run screenshots` writes the screenshots; the tests only compare. A few pixels of antialiasing may differ.
  snapshotPathTemplate: 'docs/screenshots/{arg}{ext}',
  updateSnapshots: 'none',
  expect: { toMatchSnapshot: { threshold: 0.02, maxDiffPixels: 50 } },
  // The JSON is what `npm test` counts from.
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
