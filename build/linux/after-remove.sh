#!/bin/sh
# `remove` and `purge` on Debian, 0 on Red Hat. An upgrade comes by here too, and changes nothing.
# What people keep in their own folders (~/.config/Offhook) stays.
set -e
root="${DPKG_ROOT:-}"

case "${1:-}" in
  remove | purge | 0)
    profile="$root/etc/apparmor.d/offhook"
    if [ -f "$profile" ]; then
      if [ -z "$root" ] && [ -d /sys/kernel/security/apparmor ] && command -v apparmor_parser >/dev/null; then
        apparmor_parser --remove "$profile" >/dev/null 2>&1 || true
      fi
      rm -f "$profile"
    fi
    ;;
esac
