/** What to change in the settings of each desktop, so that a call is seen and heard. `linux`: every Linux desktop without its own text. */
export const advice = {
  'advice.cinnamon.do-not-disturb':
    'Click the bell in the panel and turn notifications on; in System Settings > Notifications too.',
  'advice.cinnamon.microphone': 'Open System Settings > Sound > Input, and choose a microphone.',
  'advice.cinnamon.notification': 'Open System Settings > Notifications, and turn on Enable notifications.',
  'advice.cinnamon.sound': 'Open System Settings > Sound > Applications, and see that Offhook is not muted.',
  'advice.gnome.buttons':
    'Open Settings > Notifications > Offhook, and turn on Show Message Content in Popups.',
  'advice.gnome.call-window-wayland':
    'On Wayland GNOME decides where the call window appears, and may put it behind others. Start Offhook without OFFHOOK_OZONE=wayland where there is XWayland: it is on top then.',
  'advice.gnome.do-not-disturb': 'Open the menu at the clock and turn off Do Not Disturb.',
  'advice.gnome.microphone':
    'Open Settings > Sound > Input, and Settings > Privacy > Microphone, and see that one is chosen and allowed.',
  'advice.gnome.notification':
    'Open Settings > Notifications > Offhook, and turn on Notifications and Notification Popups.',
  'advice.gnome.sound':
    'Open Settings > Sound: choose the output you hear, and see that Offhook is not muted in Volume Levels.',
  'advice.kde.buttons':
    'Open System Settings > Notifications, and see that Plasma’s own notifications are in use.',
  'advice.kde.call-window':
    'Open System Settings > Window Management > Window Rules, and see that no rule hides Offhook.',
  'advice.kde.call-window-wayland':
    'On Wayland Plasma decides where the call window appears. Add a rule in System Settings > Window Management > Window Rules for the window title “Incoming call”: Keep above other windows, and Accept focus: No.',
  'advice.kde.do-not-disturb':
    'Click the bell in the tray and leave Do Not Disturb; or tick Show in Do Not Disturb mode for Offhook in System Settings > Notifications.',
  'advice.kde.microphone':
    'Click the loudspeaker in the tray > Devices, and see that a microphone is chosen and not muted.',
  'advice.kde.notification':
    'Open System Settings > Notifications > Application Settings > Offhook, and tick Show popups.',
  'advice.kde.sound':
    'Click the loudspeaker in the tray > Applications, and see that Offhook is not muted and goes to the right device.',
  'advice.linux.buttons':
    'Your notification server shows no buttons. The call window with Accept and Reject comes with every call, so nothing is lost.',
  'advice.linux.call-window':
    'See whether a rule of your window manager hides windows of the kind “notification”, and exempt Offhook.',
  'advice.linux.do-not-disturb':
    'Turn off do-not-disturb in your notification server, or let Offhook through.',
  'advice.linux.microphone':
    'Plug in a microphone and choose it as input in the sound settings; see that it is not muted.',
  'advice.linux.notification':
    'Install and start a notification server, for example dunst or the one of your desktop, and sign in again. Until then the call window shows calls.',
  'advice.linux.sound':
    'Open the sound settings (pavucontrol shows them all) and see that Offhook is neither muted nor sent to a device you do not hear.',
  'advice.macos.buttons':
    'Accept and Reject are under Options: move the pointer over the notification. The call window has them too. So that notifications stay, choose the style Persistent in System Settings > Notifications > Offhook.',
  'advice.macos.call-window':
    'In Mission Control, see whether Offhook is assigned to one desktop only, and set it to None or All Desktops.',
  'advice.macos.do-not-disturb':
    'Open Control Centre and turn off Focus, or add Offhook to the allowed apps in System Settings > Focus.',
  'advice.macos.microphone':
    'Open System Settings > Privacy & Security > Microphone, and turn on Offhook; then start Offhook again.',
  'advice.macos.notification':
    'Open System Settings > Notifications > Offhook, and turn on Allow notifications.',
  'advice.macos.sound':
    'Open System Settings > Sound > Output, and choose the device you hear; see that it is not muted.',
  'advice.mate.do-not-disturb':
    'Open Control Center > Popup Notifications, and turn off Enable Do Not Disturb.',
  'advice.mate.microphone': 'Open Control Center > Sound > Input, and choose a microphone.',
  'advice.mate.notification':
    'Open Control Center > Popup Notifications, and see that they are shown on the screen you look at. Is mate-notification-daemon running?',
  'advice.mate.sound': 'Open Control Center > Sound > Applications, and see that Offhook is not muted.',
  'advice.wayland.call-window':
    'A Wayland compositor may put the call window below others. Add a rule that floats the window with the title “Incoming call” on top and does not focus it.',
  'advice.wayland.do-not-disturb':
    'Leave the do-not-disturb mode: “makoctl mode -r do-not-disturb”, “dunstctl set-paused false” or “swaync-client -df”.',
  'advice.wayland.notification':
    'Start mako, dunst or swaync with your session, for example by a line “exec mako” in its configuration.',
  'advice.windows.buttons':
    'Open Settings > System > Notifications > Offhook, and turn on Show notification banners.',
  'advice.windows.call-window':
    'See whether a program that manages windows, or one that is full screen exclusively, keeps others behind it.',
  'advice.windows.do-not-disturb':
    'Open Settings > System > Notifications and turn off Do not disturb (Focus assist), or add Offhook to the priority notifications.',
  'advice.windows.microphone':
    'Open Settings > Privacy & security > Microphone, and turn on Let desktop apps access your microphone.',
  'advice.windows.notification':
    'Open Settings > System > Notifications, turn notifications on, and turn on Offhook in the list.',
  'advice.windows.sound':
    'Right-click the loudspeaker in the taskbar > Volume mixer, and see that Offhook is not muted and goes to the right device.',
  'advice.xfce.buttons':
    'Offhook expects buttons from xfce4-notifyd. See that no other notification server has taken its place.',
  'advice.xfce.do-not-disturb': 'Open Settings > Notifications, and turn off Do not disturb.',
  'advice.xfce.microphone':
    'Click the loudspeaker in the panel > Audio mixer > Input Devices, and see that one is not muted.',
  'advice.xfce.notification':
    'Open Settings > Notifications > Applications, and see that Offhook is on. Is xfce4-notifyd installed and running?',
  'advice.xfce.sound':
    'Click the loudspeaker in the panel > Audio mixer > Playback, and see that Offhook is not muted.',
} as const
