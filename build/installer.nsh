; What electron-builder's installer does not do by itself. Included by its script; SHELL_CONTEXT is the person's own part of
; the registry, or the machine's, as they chose.

!include LogicLib.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
; Every constant of NSIS that is used below, for versions whose headers lack it. A test compiles this with the headers of 3.04.
!define /ifndef STGM_READWRITE 2
!define /ifndef VT_CLSID 72
!define /ifndef SYSSTRUCT_PROPERTYKEY (&g16,&i4)
!define /ifndef PKEY_AppUserModel_ToastActivatorCLSID '"{9F4C2855-9F79-4B39-A8D0-E1D42DE1D5F3}",26'

!define OFFHOOK_PROGRAM "Offhook.exe"
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

; The program itself may have made itself the handler of a kind of link, in the person's own part of the registry. What
; another program has written there since is not ours to remove.
!macro forgetOwnHandler scheme
  ReadRegStr $0 HKCU "Software\Classes\${scheme}\shell\open\command" ""
  StrLen $2 '"$INSTDIR\${OFFHOOK_PROGRAM}"'
  StrCpy $1 $0 $2
  ${If} $1 == '"$INSTDIR\${OFFHOOK_PROGRAM}"'
    DeleteRegKey HKCU "Software\Classes\${scheme}\shell"
    DeleteRegKey /ifempty HKCU "Software\Classes\${scheme}"
  ${EndIf}
!macroend

; Electron makes a shortcut in the person's own Start menu for the notifications, also where Offhook is installed for everybody.
!macro deletePersonalShortcut
  ${If} $installMode == "all"
    SetShellVarContext current
    Delete "$SMPROGRAMS\Offhook.lnk"
    SetShellVarContext all
  ${EndIf}
!macroend

!macro customUnInstall
  ; An update removes the old version first; what belongs to both stays.
  ${IfNot} ${isUpdated}
    !insertmacro unregisterLinks
    Push $0
    Push $1
    Push $2
    !insertmacro forgetOwnHandler "tel"
    !insertmacro forgetOwnHandler "callto"
    !insertmacro forgetOwnHandler "sip"
    Pop $2
    Pop $1
    Pop $0
    !insertmacro deletePersonalShortcut
    ; What Electron writes down for notifications, always in the person's own part.
    DeleteRegKey HKCU "Software\Classes\CLSID\${OFFHOOK_TOAST_ACTIVATOR}"
    DeleteRegKey HKCU "Software\Classes\AppUserModelId\com.offhook.app"
  ${EndIf}
!macroend
