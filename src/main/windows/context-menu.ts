import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import { parseDialInput } from '../../shared/domain/dial/parse-dial-input.ts'
import { t } from '../../shared/messages/translate.ts'

/** The part of Electron's `ContextMenuParams` used here. */
export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  readonly editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>
}

export interface ContextMenuDeps {
  /** ISO 3166 country whose numbers are written without their country code. */
  readonly country: string
  readonly copy: (text: string) => void
}

/** Longer text is not a phone number. The page controls the selection, so its length is limited. */
const MAX_NUMBER_LENGTH = 100

/**
 * The menu for a field or for selected text; empty where no command applies. A phone number is copied with its country code, so
 * that other programs can dial it from anywhere.
 */
export function contextMenuFor(
  { isEditable, selectionText, editFlags }: Clicked,
  { country, copy }: ContextMenuDeps,
): MenuItemConstructorOptions[] {
  if (isEditable)
    return [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ]
  const text = selectionText.trim()
  if (text === '') return []
  const number = text.length <= MAX_NUMBER_LENGTH ? numberIn(text, country) : null
  const copyNumber: MenuItemConstructorOptions[] =
    number === null
      ? []
      : [
          {
            label: t('context-menu.copy-number'),
            click: () => {
              copy(number)
            },
          },
        ]
  return [...copyNumber, { role: 'copy', enabled: editFlags.canCopy }]
}

/** The E.164 number in a text, or null. */
function numberIn(text: string, country: string): string | null {
  const read = parseDialInput(text, country)
  return read.kind === 'number' ? read.e164 : null
}
