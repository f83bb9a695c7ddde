#!/bin/sh
# Finds or installs what browser tests need from the machine. Without it and without the right to install,
# says so in one loud sentence and lets the rest run; with CI=true that is a failure.
set -u
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$missing firefox-esr"
command -v pulseaudio >/dev/null || missing="$missing pulseaudio"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null; then
    run=""
    [ "$(id -u)" = 0 ] || run="sudo -n"
    if [ -z "$run" ] || $run true 2>/dev/null; then
        echo "Installing for the browser tests:$missing"
        $run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
    fi
fi
echo "" >&2
echo "*** Not on this machine, and not to be installed here:$missing. The browser tests cannot run; the rest does." >&2
echo "*** On Debian or Ubuntu: sudo apt-get install$missing" >&2
echo "" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
