import { countLiveObjects } from '../../support/app/live-objects.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALLS = 5

/** The person hangs up in the very moment the call has been answered, which no mouse could do on time. */
function hangUpAtOnce(): void {
  const { prototype } = RTCPeerConnection
  const set: unknown = Reflect.get(prototype, 'setLocalDescription')
  if (typeof set !== 'function') return
  const press = () => {
    for (const button of document.querySelectorAll('button'))
      if (button.textContent === 'Hang up') button.click()
  }
  prototype.setLocalDescription = async function (description?: RTCLocalSessionDescriptionInit) {
    await Reflect.apply(set, this, [description])
    setTimeout(press)
  }
}

test('calls that end as soon as they are answered leave nothing behind', async ({ offhook }) => {
  const see = screen(offhook.window)
  await offhook.window.evaluate(hangUpAtOnce)
  const before = await countLiveObjects(offhook.window)
  for (let call = 0; call < CALLS; call += 1) {
    await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    await see.accept.click()
    await expect(see.noCall).toBeVisible()
  }
  const left = async () => {
    const after = await countLiveObjects(offhook.window)
    return (['RTCPeerConnection', 'MediaStream', 'AudioNode', 'HTMLAudioElement'] as const).filter(
      (kind) => after[kind] > before[kind],
    )
  }
  // The SDK's own timers hold a call for a few seconds more.
  await expect.poll(left, { timeout: 20_000 }).toEqual([])
})
