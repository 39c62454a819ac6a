import callTemplate from '../../../build/tray/call-template.png?asset'
import call from '../../../build/tray/call.png?asset'
import unreachableTemplate from '../../../build/tray/unreachable-template.png?asset'
import unreachable from '../../../build/tray/unreachable.png?asset'
import degradedTemplate from '../../../build/tray/degraded-template.png?asset'
import degraded from '../../../build/tray/degraded.png?asset'
import dndTemplate from '../../../build/tray/dnd-template.png?asset'
import dnd from '../../../build/tray/dnd.png?asset'
import ringingTemplate from '../../../build/tray/ringing-template.png?asset'
import ringing from '../../../build/tray/ringing.png?asset'
import reachableTemplate from '../../../build/tray/reachable-template.png?asset'
import reachable from '../../../build/tray/reachable.png?asset'
import type { TrayIconFiles } from './electron-tray.ts'

export const TRAY_ICON_FILES: TrayIconFiles = {
  call,
  'call-template': callTemplate,
  unreachable,
  'unreachable-template': unreachableTemplate,
  degraded,
  'degraded-template': degradedTemplate,
  dnd,
  'dnd-template': dndTemplate,
  ringing,
  'ringing-template': ringingTemplate,
  reachable,
  'reachable-template': reachableTemplate,
}
