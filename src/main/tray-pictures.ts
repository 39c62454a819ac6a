import callTemplate from '../../build/tray/call-template.png?asset'
import call from '../../build/tray/call.png?asset'
import noTemplate from '../../build/tray/no-template.png?asset'
import no from '../../build/tray/no.png?asset'
import partlyTemplate from '../../build/tray/partly-template.png?asset'
import partly from '../../build/tray/partly.png?asset'
import quietTemplate from '../../build/tray/quiet-template.png?asset'
import quiet from '../../build/tray/quiet.png?asset'
import ringingTemplate from '../../build/tray/ringing-template.png?asset'
import ringing from '../../build/tray/ringing.png?asset'
import yesTemplate from '../../build/tray/yes-template.png?asset'
import yes from '../../build/tray/yes.png?asset'
import type { TrayPictures } from './tray-electron.ts'

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
