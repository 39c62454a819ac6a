#!/bin/sh
# After the files are in place: `configure` on Debian, a number on Red Hat. The menus, the icons and the handlers of
# links are the system's own triggers' business.
set -e
root="${DPKG_ROOT:-}"
installed="$root/opt/Offhook"

# The way to a sandbox on systems that keep ordinary accounts from making namespaces. Chromium drops its rights at once.
chmod 4755 "$installed/chrome-sandbox"

# The profile needs AppArmor 4. Where an older one cannot read it, Offhook runs without.
profile="$root/etc/apparmor.d/offhook"
if [ -z "$root" ] && command -v apparmor_parser >/dev/null && [ -d /etc/apparmor.d ]; then
  if apparmor_parser --skip-kernel-load --skip-cache "$installed/resources/apparmor-profile" >/dev/null 2>&1; then
    cp "$installed/resources/apparmor-profile" "$profile"
    chmod 0644 "$profile"
    if [ -d /sys/kernel/security/apparmor ]; then
      apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
    fi
  fi
fi
