/** What takes longer than this to be drawn is not waited for. */
const DRAWN_WITHIN_MS = 300

/** When the window's first picture is on the screen. A page nobody sees is never drawn, and while developing there is no picture. */
export async function firstPictureDrawn(): Promise<void> {
  const isEmpty = document.querySelector('#root')?.childElementCount === 0
  if (isEmpty || document.visibilityState === 'hidden') return
  await new Promise<void>((drawn) => {
    const observer = new PerformanceObserver(() => {
      drawn()
    })
    observer.observe({ type: 'paint', buffered: true })
    setTimeout(drawn, DRAWN_WITHIN_MS)
  })
}
