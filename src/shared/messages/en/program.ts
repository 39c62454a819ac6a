/** Updates, phone links, storage, the sandbox, the tray and texts that several views use. */
export const program = {
  'about.beta-hint': 'Beta versions arrive earlier and are tested less.',
  'about.channel.beta': 'Beta',
  'about.channel.latest': 'Stable',
  'about.check-now': 'Check now',
  'about.licences': 'Licences',
  'about.managed': 'Managed by your organisation',
  'about.open-source-licences': 'Open-source licences',
  'about.restart-now': 'Restart now',
  'about.title': 'About and updates',
  'about.updates': 'Updates',
  'about.version': 'Version',
  'common.details': 'Details',
  'common.dismiss': 'Dismiss',
  'common.not-responding': 'Offhook did not answer. Try again in a moment.',
  'common.title-and-hint': '{title} {hint}',
  'link.refused.empty': 'There is no number in that link.',
  'link.refused.malformed': 'That link is not written correctly, so nothing was filled in.',
  'link.refused.not-a-phone-link': 'That was not a phone link, so nothing was filled in.',
  'link.refused.too-long': 'That link is too long for a phone number, so nothing was filled in.',
  'link.filled.hint': 'Nothing is dialled until you press Call.',
  'link.filled.title': 'From a link.',
  'link.undo': 'Undo',
  'link-handler.checking': 'Checking…',
  'link-handler.failed.linux':
    'This computer did not take the change. Your desktop decides, in its settings for default applications.',
  'link-handler.failed.macos': 'This computer did not take the change. macOS may ask you once.',
  'link-handler.failed.windows':
    'This computer did not take the change. Windows decides, in Settings, Apps, Default apps.',
  'link-handler.none.linux':
    'Off. Phone links open in another program. Your desktop decides, in its settings for default applications.',
  'link-handler.none.macos': 'Off. Phone links open in another program. macOS may ask you once.',
  'link-handler.none.windows':
    'Off. Phone links open in another program. Windows decides, in Settings, Apps, Default apps.',
  'link-handler.not-installed':
    'Only an installed Offhook can open phone links. This one is not installed. On Linux install the .deb or .rpm package.',
  'link-handler.on': 'A clicked link fills the keypad. It never dials by itself.',
  'link-handler.on-elsewhere':
    'A clicked link fills the keypad. It never dials by itself. To turn this off, choose another program in your desktop’s settings for default applications.',
  'link-handler.on-in-system':
    'Offhook opens phone links. A clicked link fills the keypad. It never dials by itself. To change this, choose another program in Windows Settings, Apps, Default apps.',
  'link-handler.open-windows-settings': 'Open Windows Settings',
  'link-handler.opens': 'Offhook opens phone links',
  'link-handler.some.linux':
    'Some kinds of phone links open here, others in another program. Your desktop decides, in its settings for default applications.',
  'link-handler.some.macos':
    'Some kinds of phone links open here, others in another program. macOS may ask you once.',
  'link-handler.some.windows':
    'Some kinds of phone links open here, others in another program. Windows decides, in Settings, Apps, Default apps.',
  'link-handler.title': 'Phone links',
  'sandbox.off.hint':
    'This system does not let the AppImage use the sandbox, so a flaw in the page could do more harm. Install the .deb or .rpm package of Offhook instead.',
  'sandbox.off.title': 'Chromium’s sandbox is off',
  'storage.damaged-recents.hint':
    'Some calls may be missing from it. The damaged file is kept as {keptAs} in {folder}.',
  'storage.damaged-recents.title': 'The list of recent calls was damaged',
  'storage.damaged-settings.connection-lost':
    'Offhook uses the practice line. If you used another connection, choose it again in Settings. The damaged file is kept as {keptAs} in {folder}.',
  'storage.damaged-settings.connection-read':
    'Offhook uses what it could read. Check your settings. The damaged file is kept as {keptAs} in {folder}.',
  'storage.damaged-settings.title': 'The settings file was damaged',
  'storage.problem.disk-full':
    'The disk is full. Free some space. Offhook saves them as soon as it can. Folder: {folder}',
  'storage.problem.not-allowed':
    'Your account is not allowed to write to its folder. Offhook keeps trying. Folder: {folder}',
  'storage.problem.other': 'Its folder cannot be written to. Offhook keeps trying. Folder: {folder}',
  'storage.problem.read-only': 'The disk is read-only. Offhook keeps trying. Folder: {folder}',
  'storage.problem.title': 'Settings and recent calls are not being saved',
  'update.available': 'Version {version} is available',
  'update.checked-at': 'Checked at {time}.',
  'update.checking': 'Checking for updates…',
  'update.current.title': 'Up to date',
  'update.downloading.hint': '{percent} % downloaded. Calls come first.',
  'update.downloading.title': 'Downloading version {version}',
  'update.error.in-call': 'You are in a call. Restart after it.',
  'update.error.managed': 'Your organisation has decided which versions this computer gets.',
  'update.error.nothing-ready': 'No update is ready to be installed.',
  'update.error.off': 'Updates are off here.',
  'update.install-yourself':
    'Install it the way you installed this one: with your package manager, or from where you got it.',
  'update.later': 'Later, when I quit',
  'update.never-checked.hint': 'A few minutes after each start, then every few hours.',
  'update.never-checked.title': 'Checks for updates by itself',
  'update.none': 'No update',
  'update.off.from-sources': 'Running from source.',
  'update.off.not-signed': 'This build is not signed for updates. Get new versions where you got this one.',
  'update.off.policy':
    'Your organisation has turned them off on this computer and brings new versions itself.',
  'update.off.policy-unreadable':
    'Your organisation has a policy for updates here, but Offhook cannot read it. Tell your administrator.',
  'update.off.title': 'Updates are off',
  'update.ready': 'Version {version} is ready',
  'update.ready.banner': 'Version {version} is ready.',
  'update.ready.hint': 'It is installed when you quit Offhook, or now.',
  'update.refused': 'Version {version} was refused',
  'update.refused.damaged': 'The downloaded file is damaged. It was deleted, and nothing was installed.',
  'update.refused.malformed': 'The update information cannot be read. Nothing was installed.',
  'update.refused.no-feed':
    'No updates were found on the update server. Offhook tries again within two hours.',
  'update.refused.not-installed': 'It could not be installed. This version stays.',
  'update.refused.not-signed': 'It is not signed by the maker of this Offhook. Nothing was installed.',
  'update.refused.redirected': 'The download was redirected to another server. Nothing was installed.',
  'update.refused.too-big': 'The file offered is too large to be an update. Nothing was installed.',
  'update.refused.too-slow':
    'The download was too slow and was stopped. Offhook tries again within two hours.',
  'update.refused.unreachable':
    'The update server could not be reached. Offhook tries again within two hours.',
  'update.refused.wrong-signature': 'It is not signed by the maker of this Offhook. Nothing was installed.',
  'update.skipped.not-yet':
    'Version {version} is handed out step by step, and this computer’s turn has not come yet.',
  'update.skipped.older':
    'The newest one offered is {version}, which is older than this one. It is not installed.',
  'update.skipped.system-too-old': 'Version {version} needs a newer operating system than this one.',
  'update.waiting.hint': 'It is downloaded after your call.',
} as const
