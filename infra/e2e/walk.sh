# SPDX-License-Identifier: Apache-2.0
#
# What the walks of outside clients have in common; they source it after setting `walk` to their name. It finds or starts
# a local cloud, names the step that failed with what it answered, and leaves nothing behind.

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
up=''
step=''

finish() {
  code=$?
  if [ "$code" -ne 0 ]; then
    echo "$walk: failed at: $step" >&2
    cat "$scratch/answer" "$scratch/up" >&2 2>/dev/null || true
  fi
  if [ -n "$up" ]; then
    kill -TERM "$up" 2>/dev/null || true
    wait "$up" 2>/dev/null || true
  fi
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT

begin() {
  step=$1
  echo "$walk: $step"
}

# shows PATTERN COMMAND…: whether the command succeeds and its answer has the pattern.
shows() {
  local pattern=$1
  shift
  "$@" >"$scratch/answer" 2>&1 && grep -Eq -- "$pattern" "$scratch/answer"
}

# soon PATTERN COMMAND…: the same, within two minutes.
soon() {
  local end=$((SECONDS + 120))
  until shows "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}

# cloud PORT|ENDPOINT [OPTION…]: starts a local cloud on the port, with these options of `up`, or takes the one at the
# endpoint; the environment is then that which `up` tells its user to set.
cloud() {
  case "$1" in
    http://*)
      export AWS_ENDPOINT_URL=$1 AWS_ACCESS_KEY_ID=millrace AWS_SECRET_ACCESS_KEY=millrace-local AWS_REGION=us-east-1
      export AWS_DEFAULT_REGION=$AWS_REGION
      ;;
    '' | *[!0-9]*)
      echo "$usage" >&2
      exit 2
      ;;
    *)
      begin "builds what changed"
      "$home/millrace" --help >/dev/null
      begin "up says how to reach it"
      # Job control: a background job of a script would not hear Ctrl-C.
      set -m
      "$home/millrace" up --port "$@" >"$scratch/up" 2>&1 &
      up=$!
      set +m
      soon '^ *export AWS_ENDPOINT_URL=' cat "$scratch/up"
      eval "$(grep -o 'export AWS_[A-Z_]*=[^ ]*' "$scratch/up")"
      ;;
  esac
}
