#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Prints the home of a JDK 25 or later; ./millrace and ./mvnw ask it, so that a JAVA_HOME or a PATH
# with an older Java does no harm. Looks in this order and takes the first that fits:
#   MILLRACE_JAVA_HOME, JAVA_HOME, every java on the PATH, the usual places.
# MILLRACE_JDKS (folders that hold JDKs, separated by colons) replaces the usual places.
# Found none: one line on standard error, exit code 1.

set -u
needed=25

# The caller's PATH is searched; this script's own few tools are found without it.
search=${PATH-}
PATH=$search:/usr/bin:/bin

# The major version of the JDK in folder $1, or nothing: from its release file, else by asking it.
version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  v=''
  if [ -r "$1/release" ]; then
    v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$v" ]; then
    v=$("$1/bin/java" -version 2>&1 | sed -n 's/^[^"]* version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  printf '%s' "$v"
}

# Ends the search when the JDK in folder $1 fits.
try() {
  [ -n "$1" ] || return 0
  v=$(version "$1")
  case "$v" in
    '' | *[!0-9]*) return 0 ;;
  esac
  if [ "$v" -ge "$needed" ]; then
    printf '%s\n' "$1"
    exit 0
  fi
  case "$seen" in
    *"$v in $1"*) ;;
    *) seen="$seen${seen:+, }$v in $1" ;;
  esac
}

# The folder above bin/ of the java that link $1 ends at.
home_of() {
  file=$1
  hops=0
  while [ -L "$file" ] && [ "$hops" -lt 20 ]; do
    target=$(readlink "$file")
    case "$target" in
      /*) file=$target ;;
      *) file=${file%/*}/$target ;;
    esac
    hops=$((hops + 1))
  done
  bin=$(cd -P -- "${file%/*}" 2>/dev/null && pwd) || return 0
  printf '%s' "${bin%/bin}"
}

seen=''
try "${MILLRACE_JAVA_HOME-}"
try "${JAVA_HOME-}"

old_ifs=$IFS
IFS=:
for dir in $search; do
  IFS=$old_ifs
  [ -x "$dir/java" ] && try "$(home_of "$dir/java")"
done
IFS=$old_ifs

if [ -n "${MILLRACE_JDKS-}" ]; then
  IFS=:
  for place in $MILLRACE_JDKS; do
    IFS=$old_ifs
    for jdk in "$place"/*; do try "$jdk"; done
  done
  IFS=$old_ifs
else
  home=${HOME:-/nonexistent}
  for jdk in \
    /usr/lib/jvm/* \
    /usr/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$home"/.sdkman/candidates/java/* \
    "$home"/.jdks/* \
    "$home"/.asdf/installs/java/* \
    "$home"/.local/share/mise/installs/java/* \
    /opt/* \
    /opt/*/*; do
    try "$jdk"
  done
fi

echo "millrace: no JDK $needed or later in MILLRACE_JAVA_HOME, JAVA_HOME, PATH and the usual places" \
  "${seen:+(found: $seen) }- install one, such as Temurin $needed, or set MILLRACE_JAVA_HOME" >&2
exit 1
