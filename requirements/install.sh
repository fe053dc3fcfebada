# Install what the steps of the action need that talk to GitHub, locked with hashes: bash install.sh PYTHON
# The interpreter is that of the action's own environment. A second call finds everything in place.
set -e
python="$1"
lock="$(dirname "$0")/github.txt"
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_CONSTRAINT PIP_REQUIREMENT
"$python" -I -c 'import github, requests' 2>/dev/null && exit 0
if command -v uv >/dev/null && uv --no-config pip install --quiet --require-hashes --python "$python" --requirement "$lock"; then
  exit 0
fi
for name in python3 python; do
  "$name" -I -m pip --python "$python" install --quiet --disable-pip-version-check --no-input --require-hashes \
    --requirement "$lock" && exit 0
done
echo "::warning title=openrelease::Dependencies could not be installed: nothing is asked of GitHub or written there."
exit 1
