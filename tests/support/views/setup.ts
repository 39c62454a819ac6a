import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { addPopoverApi } from './popover.ts'

// The Testing Library runs the updates of React in `act`.
Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
addPopoverApi(window)

afterEach(cleanup)
