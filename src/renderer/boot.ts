import { firstPictureDrawn } from './drawn.ts'

// The page's program is large: it runs once there is something to see.
await firstPictureDrawn()
await import('./main.tsx')
