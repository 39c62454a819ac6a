/** The top-level packages and what each may import; see "Layout and module boundaries" in CONTRIBUTING.md. */
export interface Package {
  /** The folder, relative to the project. */
  readonly folder: string
  /** The folders of other packages that it may import. */
  readonly mayImport: readonly string[]
}

const APP = ['common', 'src/shared']

export const PACKAGES: readonly Package[] = [
  { folder: 'common', mayImport: [] },
  { folder: 'src/shared', mayImport: ['common'] },
  { folder: 'src/preload', mayImport: APP },
  { folder: 'src/main', mayImport: APP },
  { folder: 'src/renderer', mayImport: APP },
  { folder: 'token-service', mayImport: ['common'] },
  { folder: 'exchange', mayImport: ['common'] },
  // The entry point of the process that runs both inside the app.
  { folder: 'bundled-servers', mayImport: ['common', 'token-service', 'exchange'] },
  // The signer of updates and the program that verifies them share one format.
  { folder: 'scripts', mayImport: [...APP, 'src/main/updates'] },
  {
    folder: 'tests',
    mayImport: [...APP, 'src/preload', 'src/main', 'src/renderer', 'token-service', 'exchange', 'scripts'],
  },
]

/** A part of a package that must not import another part of it. */
export interface Layer {
  readonly name: string
  readonly from: string
  readonly fromNot?: string
  readonly to: string
  readonly because: string
}

/** Regular expressions for paths relative to the project. */
export const LAYERS: readonly Layer[] = [
  {
    name: 'telephony-imports-no-view',
    from: '^src/renderer/telephony/',
    to: '^src/renderer/(ui|incoming-call-window)/|^src/renderer/(?!log\\.ts$)[^/]+$',
    because: 'Views import telephony, never the reverse.',
  },
  {
    name: 'views-import-no-twilio',
    from: '^src/renderer/(ui|incoming-call-window)/',
    to: '^src/renderer/telephony/twilio',
    because: 'Views use the telephony port, not the adapter for Twilio.',
  },
  {
    name: 'views-import-no-entry-point',
    from: '^src/renderer/(ui|incoming-call-window)/',
    to: '^src/renderer/(?!log\\.ts$)[^/]+\\.tsx?$',
    because: 'Entry points compose the views.',
  },
  {
    name: 'ui-imports-no-incoming-call-window',
    from: '^src/renderer/ui/',
    to: '^src/renderer/incoming-call-window/',
    because: 'The incoming-call window is built of the views of the main window.',
  },
  {
    name: 'main-lib-imports-no-capability',
    from: '^src/main/lib/',
    to: '^src/main/(?!lib/)',
    because: 'Helpers of main serve every capability.',
  },
  {
    name: 'only-the-entry-point-imports-app',
    from: '^src/main/(?!app/|index\\.ts$)',
    to: '^src/main/app/',
    because: 'The composition root imports the capabilities, never the reverse.',
  },
  {
    name: 'scripts-lib-imports-no-subject',
    from: '^scripts/lib/',
    to: '^scripts/(?!lib/)',
    because: 'Helpers serve every subject.',
  },
  {
    name: 'support-imports-no-test',
    from: '^tests/support/',
    to: '^tests/(unit|e2e|bench|faults|soak|fuzz|demo|screenshots)/',
    because: 'Test support serves all kinds of tests.',
  },
  {
    name: 'no-import-of-a-test-file',
    from: '.',
    to: '\\.(test|spec)\\.tsx?$',
    because: 'A test file is run, not imported.',
  },
]

/** A library, or Node's own modules, and the only places that may import it. */
export interface Library {
  readonly name: string
  readonly library: RegExp
  /** Regular expressions for the importing files; tests are exempt. */
  readonly onlyIn: readonly string[]
}

const NOT_IN_THE_PAGE = ['^src/(main|preload)/', '^token-service/', '^exchange/', '^scripts/', '^[^/]+$']

export const LIBRARIES: readonly Library[] = [
  { name: 'electron', library: library('electron'), onlyIn: ['^src/(main|preload)/'] },
  {
    name: 'react',
    library: library('react|react-dom|lucide-react'),
    onlyIn: ['^src/renderer/(ui|incoming-call-window)/', '^src/renderer/[^/]+\\.tsx?$'],
  },
  {
    name: 'voice-sdk',
    library: library('@twilio/voice-sdk'),
    onlyIn: ['^src/renderer/telephony/twilio/'],
  },
  { name: 'twilio', library: library('twilio'), onlyIn: ['^token-service/'] },
  {
    name: 'media-stack',
    library: library('werift|libopus-wasm|@peculiar/x509|saxes'),
    onlyIn: ['^exchange/'],
  },
  {
    name: 'node',
    library:
      /^(node:)?(assert|async_hooks|buffer|child_process|crypto|dgram|dns|events|fs|http|https|module|net|os|path|perf_hooks|process|readline|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(\/|$)/,
    onlyIn: [...NOT_IN_THE_PAGE, '^common/node/'],
  },
]

/** A resolved path in node_modules, or the bare name where the package is not installed. */
function library(names: string): RegExp {
  return new RegExp(`(^|node_modules/)(${names})(/|$)`)
}
