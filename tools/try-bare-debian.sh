#!/usr/bin/env bash
# Proves the commands on a bare Debian 12: a new root with nothing but python3, git and make, a clone
# of what is committed here, `make demo`, the set-up of `make app` and `make test`, then all of them
# again without network. The app itself needs a screen: here it is loaded and says its version.
#
#   sudo tools/try-bare-debian.sh [FOLDER]     needs debootstrap, unshare and ip; uses about 3 GB
#
# From the environment: DEBIAN_MIRROR (debootstrap's own default without it), TARGETS (the make
# targets, "demo app-setup test"), NEVER_OFFLINE=1 (leave the second round out), and what pip and uv obey:
# PIP_*, UV_* and SSL_CERT_FILE, whose file is copied in.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${TMPDIR:-/tmp}/mmskit-bare-debian}
base=$folder/base
bare=$folder/bare
read -ra targets <<<"${TARGETS:-demo app-setup test}"

if [ ! -e "$base/complete" ]; then
  rm -rf "$base"
  mkdir -p "$base"
  debootstrap --variant=minbase --include=python3,git,make,ca-certificates \
    bookworm "$base" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
  touch "$base/complete"
fi

rm -rf --one-file-system "$bare"
cp -a "$base" "$bare"
cp /etc/resolv.conf "$bare/etc/resolv.conf"
settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root)
while IFS='=' read -r name value; do
  settings+=("$name=$value")
done < <(env | grep -E '^(PIP|UV)_[A-Z_]+=' || true)
if [ -n "${SSL_CERT_FILE:-}" ]; then
  cp "$SSL_CERT_FILE" "$bare/etc/ssl/certs/ca-certificates.crt"
  settings+=(SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt)
fi
git clone --quiet --no-local . "$bare/root/mmskit"

# Runs a command inside, as `inside [UNSHARE OPTION …] -- COMMAND …`. Mounts end with it.
inside() {
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  unshare --mount --pid --fork "${options[@]}" bash -euc '
    bare=$1; shift
    ip link set lo up
    mount -t proc proc "$bare/proc"
    mount --rbind /dev "$bare/dev"
    exec chroot "$bare" env -i -C /root/mmskit "$@"' - "$bare" "${settings[@]}" "$@"
}

round() {
  local what=$1; shift
  for target in "${targets[@]}"; do
    echo "== make $target, $what"
    SECONDS=0
    inside "$@" -- make "$target" </dev/null
    echo "== make $target, $what: passed in $SECONDS s"
    if [ "$target" = app-setup ]; then
      inside "$@" -- env QT_QPA_PLATFORM=offscreen .venv/bin/mmskit-gui --version </dev/null
      inside "$@" -- env QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'import mmskit_gui.app' </dev/null
    fi
  done
}

round "on the bare machine"
if [ -z "${NEVER_OFFLINE:-}" ]; then round "again, without network" --net; fi
