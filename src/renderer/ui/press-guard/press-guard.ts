import { isEditable } from '../lib/is-editable.ts'
import { createSettleTracker, type ControlState } from './settle-tracker.ts'

/** The attribute of guarded controls. `place`: a changed label does not count, only a changed position. */
const GUARDED = '[data-guarded]'
/** The attribute of a control that ignores presses. `base.css` disables its pointer events. */
const SETTLING = 'settling'

export interface PressGuard {
  /** The whole window has just appeared or moved. */
  restart(): void
  stop(): void
}

/**
 * Makes a control that has just appeared, moved or changed its meaning ignore presses for half a second: a press that was meant for
 * an earlier control must not accept, end or place a call. This covers the pointer, touch, Enter and Space, also a key that is held
 * down, and clicks by assistive technology. After that every press counts.
 */
export function guardPresses(page: Document): PressGuard {
  const settling = createSettleTracker<HTMLElement>(() => performance.now())
  const controller = new AbortController()
  const listen = { capture: true, signal: controller.signal }
  let timer: ReturnType<typeof setTimeout> | undefined
  let changedAt = performance.now()

  /** Updates every guarded control, and schedules the next update for when the next control is ready. */
  const update = () => {
    clearTimeout(timer)
    let soonest = Infinity
    for (const control of page.querySelectorAll<HTMLElement>(GUARDED)) {
      settling.note(control, controlStateOf(control), changedAt)
      const remaining = settling.remaining(control)
      if (remaining > 0 && isVisible(control)) {
        control.dataset[SETTLING] = ''
        soonest = Math.min(soonest, remaining)
      } else if (SETTLING in control.dataset) delete control.dataset[SETTLING]
    }
    if (soonest !== Infinity) timer = setTimeout(update, soonest)
  }
  const changed = () => {
    changedAt = performance.now()
    update()
  }

  const mutations = new MutationObserver((records) => {
    if (records.some(({ attributeName }) => attributeName !== `data-${SETTLING}`)) changed()
  })
  mutations.observe(page.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
  const sizes = new ResizeObserver(changed)
  sizes.observe(page.documentElement)
  sizes.observe(page.body)
  for (const event of ['transitionend', 'animationend', 'toggle'] as const)
    page.addEventListener(event, changed, listen)

  const controlOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>(GUARDED) : null
  const suppress = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  page.addEventListener(
    'click',
    (event) => {
      const control = controlOf(event)
      // Enter in a form field also presses the form's button. Its position does not matter, because the person looks at the field.
      if (!control || !event.isTrusted || isFromField(event, control)) return
      update()
      if (settling.remaining(control) > 0) suppress(event)
    },
    listen,
  )
  page.addEventListener(
    'keydown',
    (event) => {
      const control = controlOf(event)
      if (!control || !event.isTrusted || (event.key !== 'Enter' && event.key !== ' ')) return
      update()
      // A repeated key event belongs to an earlier press.
      if (event.repeat || settling.remaining(control) > 0) suppress(event)
    },
    listen,
  )
  update()

  return {
    restart() {
      settling.restart()
      update()
    },
    stop() {
      controller.abort()
      mutations.disconnect()
      sizes.disconnect()
      clearTimeout(timer)
    },
  }
}

function isFromField(event: MouseEvent, control: HTMLElement): boolean {
  const focused = control.ownerDocument.activeElement
  return event.detail === 0 && focused !== control && isEditable(focused)
}

/** Rows of a long list that are out of view are not laid out either. */
function isVisible(control: HTMLElement): boolean {
  return control.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })
}

function controlStateOf(control: HTMLElement): ControlState | null {
  if (!isVisible(control)) return null
  const { x, y } = control.getBoundingClientRect()
  let scrolledX = 0
  let scrolledY = 0
  for (let ancestor = control.parentElement; ancestor; ancestor = ancestor.parentElement) {
    scrolledX += ancestor.scrollLeft
    scrolledY += ancestor.scrollTop
  }
  const label = control.dataset.guarded === 'place' ? '' : (control.textContent ?? '')
  return { x, y, scrolledX, scrolledY, label }
}
