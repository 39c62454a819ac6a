import { test } from '../fixtures/offhook.ts'
import { hiddenButtonTests } from './hidden-buttons.ts'

test.use({ notificationServer: 'dunst' })

test.describe('with dunst, which accepts actions and shows no buttons', () => {
  hiddenButtonTests('dunst')
})
