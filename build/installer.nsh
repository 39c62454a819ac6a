; What electron-builder's installer does not do by itself. Included by its script; SHELL_CONTEXT is the person's own part of
; the registry, or the machine's, as they chose.

!include LogicLib.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
; Older NSIS does not have them all.
!define /ifndef VT_CLSID 72
!define /ifndef SYSSTRUCT_PROPERTYKEY (&g16,&i4)
!define /ifndef PKEY_AppUserModel_ToastActivatorCLSID '"{9F4C2855-9F79-4B39-A8D0-E1D42DE1D5F3}",26'

; The name other programs and Windows' own settings know us by.
!define OFFHOOK_LINK "Offhook.Link"
!define OFFHOOK_CAPABILITIES "Software\Offhook\Capabilities"
; The same as in src/main/app-identity.ts.
!define OFFHOOK_TOAST_ACTIVATOR "{6D0B6B0C-9E2B-4C57-8C5A-3E6E1F7A2D41}"

!macro tellShellAboutLinks
  ; SHCNE_ASSOCCHANGED
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Offers Offhook for telephone links under Settings, Default apps. Windows asks the person; nothing is taken over.
; "--" comes first, so that nothing in a link is ever read as an option.
!macro registerLinks program
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OFFHOOK_LINK}" "" "Telephone link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OFFHOOK_LINK}" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OFFHOOK_LINK}\DefaultIcon" "" '"${program}",0'
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OFFHOOK_LINK}\shell\open\command" "" '"${program}" -- "%1"'

  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}" "ApplicationName" "Offhook"
  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}" "ApplicationDescription" "Take and make calls on a Twilio number"
  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}" "ApplicationIcon" '"${program}",0'
  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}\URLAssociations" "tel" "${OFFHOOK_LINK}"
  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}\URLAssociations" "callto" "${OFFHOOK_LINK}"
  WriteRegStr SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}\URLAssociations" "sip" "${OFFHOOK_LINK}"
  WriteRegStr SHELL_CONTEXT "Software\RegisteredApplications" "Offhook" "${OFFHOOK_CAPABILITIES}"
  !insertmacro tellShellAboutLinks
!macroend

!macro unregisterLinks
  DeleteRegValue SHELL_CONTEXT "Software\RegisteredApplications" "Offhook"
  DeleteRegKey SHELL_CONTEXT "${OFFHOOK_CAPABILITIES}"
  DeleteRegKey /ifempty SHELL_CONTEXT "Software\Offhook"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${OFFHOOK_LINK}"
  !insertmacro tellShellAboutLinks
!macroend

; A button pressed on a notification finds its program through the Start menu's shortcut.
!macro setToastActivator shortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${shortcut}",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*(&g16 "${OFFHOOK_TOAST_ACTIVATOR}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ToastActivatorCLSID})p.r4'
        ; A PROPVARIANT that points to the number.
        System::Call '*(&i2 ${VT_CLSID},&i6 0,p r3,&i8 0)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        System::Free $5
        System::Free $4
        System::Free $3
        ${IPersistFile::Save} $1 '("${shortcut}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

!macro customInstall
  !insertmacro registerLinks "$appExe"
  ${If} ${FileExists} "$newStartMenuLink"
    !insertmacro setToastActivator "$newStartMenuLink"
  ${EndIf}
!macroend

!macro customUnInstall
  ; An update removes the old version first; what belongs to both stays.
  ${IfNot} ${isUpdated}
    !insertmacro unregisterLinks
    ; What Electron writes down for notifications, always in the person's own part.
    DeleteRegKey HKCU "Software\Classes\CLSID\${OFFHOOK_TOAST_ACTIVATOR}"
    DeleteRegKey HKCU "Software\Classes\AppUserModelId\com.offhook.app"
  ${EndIf}
!macroend
