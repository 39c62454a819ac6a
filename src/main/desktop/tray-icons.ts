import callTemplate from '../../../build/tray/call-template.png?asset'
import call from '../../../build/tray/call.png?asset'
import noTemplate from '../../../build/tray/unreachable-template.png?asset'
import no from '../../../build/tray/unreachable.png?asset'
import partlyTemplate from '../../../build/tray/degraded-template.png?asset'
import partly from '../../../build/tray/degraded.png?asset'
import quietTemplate from '../../../build/tray/dnd-template.png?asset'
import quiet from '../../../build/tray/dnd.png?asset'
import ringingTemplate from '../../../build/tray/ringing-template.png?asset'
import ringing from '../../../build/tray/ringing.png?asset'
import yesTemplate from '../../../build/tray/reachable-template.png?asset'
import yes from '../../../build/tray/reachable.png?asset'
import type { TrayPictures } from './electron-tray.ts'

export const TRAY_PICTURES: TrayPictures = {
  call,
  'call-template': callTemplate,
  no,
  'no-template': noTemplate,
  partly,
  'partly-template': partlyTemplate,
  quiet,
  'quiet-template': quietTemplate,
  ringing,
  'ringing-template': ringingTemplate,
  yes,
  'yes-template': yesTemplate,
}
