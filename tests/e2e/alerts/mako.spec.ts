import { test } from '../fixtures/offhook.ts'
import { hiddenButtonTests } from './hidden-buttons.ts'

test.use({ notificationServer: 'mako' })

test.describe('with mako, which accepts actions and shows no buttons', () => {
  hiddenButtonTests('mako')
})
