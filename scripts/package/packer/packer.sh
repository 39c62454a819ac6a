#!/bin/sh
# electron-builder runs this program in place of fpm (CUSTOM_FPM_PATH); it cannot run a TypeScript file.
here=$(dirname "$0")
exec node "$here/../../../node_modules/tsx/dist/cli.mjs" "$here/main.ts" "$@"
