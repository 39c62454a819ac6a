import { isEditable } from '../state/is-editable.ts'
import { createSettling, type Stance } from './settling.ts'

/** What a control carries whose presses are guarded. `place`: its label may change under the hand. */
const GUARDED = '[data-guarded]'
/** What it carries while presses on it do nothing. `base.css` lets the pointer pass through it. */
const SETTLING = 'settling'

export interface PressGuard {
  /** The whole window has just appeared or moved on the screen. */
  restart(): void
  stop(): void
}

/**
 * Makes a control that has just appeared, moved or changed its meaning ignore presses for half a second: a press that
 * was meant for what stood there before must not accept, end or place a call. It covers the pointer, touch, Enter and
 * Space, also when a key is held down, and the click that assistive technology makes. After that every press counts.
 */
export function guardPresses(page: Document): PressGuard {
  const settling = createSettling<HTMLElement>(() => performance.now())
  const over = new AbortController()
  const listen = { capture: true, signal: over.signal }
  let timer: ReturnType<typeof setTimeout> | undefined
  let changedAt = performance.now()

  /** Looks at every guarded control once more, and again when the next of them is ready. */
  const look = () => {
    clearTimeout(timer)
    let soonest = Infinity
    for (const control of page.querySelectorAll<HTMLElement>(GUARDED)) {
      settling.note(control, stanceOf(control), changedAt)
      const remaining = settling.remaining(control)
      if (remaining > 0 && isSeen(control)) {
        control.dataset[SETTLING] = ''
        soonest = Math.min(soonest, remaining)
      } else if (SETTLING in control.dataset) delete control.dataset[SETTLING]
    }
    if (soonest !== Infinity) timer = setTimeout(look, soonest)
  }
  const changed = () => {
    changedAt = performance.now()
    look()
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
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  page.addEventListener(
    'click',
    (event) => {
      const control = controlOf(event)
      // Enter in a field of the form presses its button too, wherever that is: the person looks at the field.
      if (!control || !event.isTrusted || isFromField(event, control)) return
      look()
      if (settling.remaining(control) > 0) swallow(event)
    },
    listen,
  )
  page.addEventListener(
    'keydown',
    (event) => {
      const control = controlOf(event)
      if (!control || !event.isTrusted || (event.key !== 'Enter' && event.key !== ' ')) return
      look()
      // A key that is held down was pressed for something else, or has done its work.
      if (event.repeat || settling.remaining(control) > 0) swallow(event)
    },
    listen,
  )
  look()

  return {
    restart() {
      settling.restart()
      look()
    },
    stop() {
      over.abort()
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

/** Not laid out are also the rows of a long list that are out of sight. */
function isSeen(control: HTMLElement): boolean {
  return control.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })
}

function stanceOf(control: HTMLElement): Stance | null {
  if (!isSeen(control)) return null
  const { x, y } = control.getBoundingClientRect()
  let scrolledX = 0
  let scrolledY = 0
  for (let around = control.parentElement; around; around = around.parentElement) {
    scrolledX += around.scrollLeft
    scrolledY += around.scrollTop
  }
  const label = control.dataset.guarded === 'place' ? '' : (control.textContent ?? '')
  return { x, y, scrolledX, scrolledY, label }
}
