import { startOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'

const PLACE = { x: 210, y: 40, width: 420, height: 560 }

test('the window opens where it was the last time', async ({ executable, desktop }) => {
  const first = await startOffhook({ executable, desktop })
  await first.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place)
  }, PLACE)
  await first.close()
  const second = await startOffhook({ executable, desktop, userData: first.userData })
  const placeNow = () =>
    second.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return window?.isVisible() === true && window.getBounds()
    })
  await expect.poll(placeNow).toEqual(PLACE)
  await second.close()
})
