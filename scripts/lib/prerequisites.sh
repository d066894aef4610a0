# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the scripts share: the hosts they run on, what they need there and how to get it. To be sourced; $me names the caller in messages. Sets java, java_home, java_version and java_major.

: "${me:?}"
# Of all scripts, as of the program: README lists them.
# shellcheck disable=SC2034 # for those who source this
readonly EX_USAGE=2 EX_BUILD=4 EX_UNAVAILABLE=69
readonly OLDEST_JAVA=17
# Debian 12's, the reference, to Debian 13's: these format the sources alike, later ones do not.
readonly CLANG_FORMAT_OLDEST=14 CLANG_FORMAT_NEWEST=19
# What the native build needs. cmp, awk: some container images come without.
# shellcheck disable=SC2034 # for those who source this
readonly NATIVE_TOOLS=(cc libc-headers make binutils cmp awk)

# What is needed, and the package that holds it. A comma parts several, a dash says that none is known.
package_table() {
  cat <<'END'
  needed       | apt-get              | dnf                      | tdnf                       | zypper                   | pacman
  java         | default-jre-headless | java-headless >= 1:17    | msopenjdk-17               | java-17-openjdk-headless | jre17-openjdk-headless
  javac        | default-jdk-headless | java-devel >= 1:17       | msopenjdk-17               | java-17-openjdk-devel    | jdk17-openjdk
  mvn          | maven                | maven                    | maven                      | maven                    | maven
  cc           | gcc                  | gcc                      | gcc                        | gcc                      | gcc
  libc-headers | libc6-dev            | glibc-devel              | glibc-devel,kernel-headers | glibc-devel              | glibc
  make         | make                 | make                     | make                       | make                     | make
  binutils     | binutils             | binutils                 | binutils                   | binutils                 | binutils
  cmp          | diffutils            | diffutils                | diffutils                  | diffutils                | diffutils
  awk          | mawk                 | gawk                     | gawk                       | gawk                     | gawk
  flock        | util-linux           | util-linux               | util-linux                 | util-linux               | util-linux
  c++          | g++                  | gcc-c++                  | gcc-c++                    | gcc-c++                  | gcc
  google-benchmark | libbenchmark-dev | google-benchmark-devel   | -                          | google-benchmark-devel   | benchmark
  python3      | python3              | python3                  | python3                    | python3                  | python
  zydis        | libzydis-dev         | zydis-devel              | -                          | -                          | zydis
  zstd         | zstd                 | zstd                     | zstd                       | zstd                       | zstd
  git          | git                  | git                      | git                        | git                      | git
  clang        | clang                | clang                    | clang                      | clang                    | clang
  clang-format | clang-format         | -                        | -                          | -                        | -
  shellcheck   | shellcheck           | ShellCheck               | -                          | ShellCheck               | shellcheck
  chromium     | chromium             | chromium                 | -                          | chromium                 | chromium
  qemu-x86_64  | qemu-user            | qemu-user                | -                          | qemu-linux-user          | qemu-user
  patchelf     | patchelf             | patchelf                 | patchelf                   | patchelf                 | patchelf
  valgrind     | valgrind             | valgrind                 | valgrind                   | valgrind                 | valgrind
  debootstrap  | debootstrap          | debootstrap              | -                          | debootstrap              | debootstrap
  ansible-playbook | ansible-core     | ansible-core             | ansible                    | ansible-core             | ansible-core
  ssh          | openssh-client       | openssh-clients          | openssh-clients            | openssh-clients          | openssh
  ip           | iproute2             | iproute                  | iproute                    | iproute2                 | iproute2
  curl         | curl                 | curl                     | curl                       | curl                     | curl
  kubernetes   | python3-kubernetes,python3-jsonschema,python3-yaml | python3-kubernetes,python3-jsonschema,python3-pyyaml | - | python3-kubernetes,python3-jsonschema,python3-PyYAML | python-kubernetes,python-jsonschema,python-yaml
  buildah      | buildah              | buildah                  | -                          | buildah                  | buildah
END
}

say() { printf '%s: %s\n' "$me" "$*" >&2; }

die() {
  local code=$1
  shift
  say "$*"
  exit "$code"
}

require_platform() {
  local system machine
  read -r system machine < <(uname -sm)
  [[ $system == Linux ]] || die "$EX_UNAVAILABLE" "needs Linux, and this is $system"
  [[ $machine == x86_64 ]] || die "$EX_UNAVAILABLE" "compares levels of x86-64, and this host is $machine"
  # A glibc host may have musl's loader as well, so its presence alone says nothing.
  if [[ $(ldd --version 2>&1) == *musl* ]] ||
    { compgen -G '/lib/ld-musl-*' >/dev/null && [[ ! -e /lib64/ld-linux-x86-64.so.2 ]]; }; then
    die "$EX_UNAVAILABLE" "needs glibc, and this system's C library is musl"
  fi
}

# The version of the C library, such as 2.31; nothing where it does not say.
glibc_version() {
  local line
  line=$(getconf GNU_LIBC_VERSION 2>/dev/null) || read -r line < <(ldd --version 2>/dev/null) || true
  line=${line##* }
  [[ ! $line =~ ^[0-9]+\.[0-9]+ ]] || echo "${BASH_REMATCH[0]}"
}

# Whether version $2 is $1 or newer; both like 2.31.
is_version() {
  [[ $1 =~ ^([0-9]+)\.([0-9]+)$ ]] || return 1
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  [[ $2 =~ ^([0-9]+)\.([0-9]+)$ ]] || return 1
  ((BASH_REMATCH[1] > major || (BASH_REMATCH[1] == major && BASH_REMATCH[2] >= minor)))
}

# Whether $1 is the java of an installation that is new enough and holds bin/$2.
inspect_java() {
  local key value settings
  java=$1 java_version=''
  [[ -x $java ]] || return 1
  java_home=$(readlink -f -- "$java")
  java_home=${java_home%/bin/java}
  # Reading the file is 50 ms quicker than asking; a wrapper has none beside it and is asked.
  if [[ -r $java_home/release ]]; then
    while IFS='=' read -r key value; do
      [[ $key != JAVA_VERSION ]] || java_version=${value//\"/}
    done <"$java_home/release"
  fi
  if [[ ! $java_version ]]; then
    settings=$("$java" -XshowSettings:properties -version 2>&1) || return 1
    [[ $settings =~ java\.home\ =\ ([^$'\n']+) ]] && java_home=${BASH_REMATCH[1]}
    [[ $settings =~ version\ \"([^\"]+)\" ]] && java_version=${BASH_REMATCH[1]}
  fi
  java_major=${java_version#1.}
  java_major=${java_major%%[!0-9]*}
  ((${java_major:-0} >= OLDEST_JAVA)) || unfit_java=$java_version
  ((${java_major:-0} >= OLDEST_JAVA)) && [[ -x $java_home/bin/$2 ]]
}

# Whether there is a Java that has bin/$1: that of JAVA_HOME, the one in PATH, or else the newest installed.
find_java() {
  local folders folder candidate newest='' newest_major=0
  unfit_java=''
  if [[ ${JAVA_HOME-} ]]; then
    inspect_java "$JAVA_HOME/bin/java" "$1" && return
    [[ ${java_home_warned-} ]] || say "warning: JAVA_HOME holds no $1 of Java $OLDEST_JAVA or newer: looking for another"
    java_home_warned=yes
  fi
  candidate=$(command -v java) && inspect_java "$candidate" "$1" && return
  IFS=: read -ra folders <<<"${MARCHMARK_JVM_FOLDERS-/usr/lib/jvm:/usr/lib64/jvm}"
  for folder in "${folders[@]}"; do
    for candidate in "$folder"/*/bin/java; do
      if inspect_java "$candidate" "$1" && ((java_major > newest_major)); then
        newest=$java newest_major=$java_major
      fi
    done
  done
  [[ $newest ]] && inspect_java "$newest" "$1"
}

# Prints the oldest clang-format that will do.
find_clang_format() {
  local major name
  for ((major = CLANG_FORMAT_OLDEST; major <= CLANG_FORMAT_NEWEST; major++)); do
    for name in "clang-format-$major" clang-format; do
      if [[ $("$name" --version 2>/dev/null) == *" version $major."* ]]; then
        echo "$name"
        return
      fi
    done
  done
  return 1
}

# Prints a Python that has these modules: that in PATH, or the system's, which has those of the system's packages.
find_python() {
  local python modules
  modules=$(IFS=, && echo "$*")
  for python in python3 /usr/bin/python3; do
    if "$python" -c "import $modules" >/dev/null 2>&1; then
      echo "$python"
      return
    fi
  done
  return 1
}

is_present() {
  case $1 in
    java | javac) find_java "$1" ;;
    cc) command -v gcc || command -v clang ;;
    libc-headers) [[ -e /usr/include/stdio.h ]] || "$(command -v gcc || command -v clang)" -E -include stdio.h -x c /dev/null 2>&1 ;;
    binutils) command -v ld && command -v objcopy && command -v objdump && command -v nm && command -v readelf && command -v size ;;
    clang-format) find_clang_format ;;
    c++) command -v g++ ;;
    zydis) cc -E -include Zydis/Zydis.h -x c /dev/null 2>&1 ;;
    kubernetes) find_python jsonschema kubernetes yaml ;;
    google-benchmark) g++ -E -include benchmark/benchmark.h -x c++ /dev/null 2>&1 ;;
    *) command -v "$1" ;;
  esac >/dev/null
}

describe() {
  local unfit=${unfit_java:+; found: $unfit_java}
  case $1 in
    java) echo "Java $OLDEST_JAVA or newer$unfit" ;;
    javac) echo "JDK $OLDEST_JAVA or newer$unfit" ;;
    mvn) echo 'Maven' ;;
    cc) echo 'C compiler (gcc or clang)' ;;
    libc-headers) echo 'C library headers' ;;
    c++) echo 'C++ compiler (g++)' ;;
    zydis) echo 'Zydis with its headers' ;;
    kubernetes) echo "Python's kubernetes, jsonschema and yaml" ;;
    ansible-playbook) echo 'Ansible' ;;
    google-benchmark) echo 'Google Benchmark with its headers' ;;
    clang-format) echo "clang-format $CLANG_FORMAT_OLDEST to $CLANG_FORMAT_NEWEST" ;;
    *) echo "$1" ;;
  esac
}

# Sets missing to those of its arguments that are not here, and missing_names to what people call them.
find_missing() {
  local need
  missing=() missing_names=''
  for need in "$@"; do
    is_present "$need" || missing+=("$need")
  done
  for need in "${missing[@]}"; do
    missing_names+="${missing_names:+, }$(describe "$need")"
  done
}

package_manager() {
  local name
  for name in apt-get dnf tdnf zypper pacman; do
    if command -v "$name" >/dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

# Prints what $missing is called by the package manager $1, as words for the shell.
packages() {
  local column=0 need cells i names name
  while IFS='|' read -ra cells; do
    need=${cells[0]}
    if [[ $need == needed ]]; then
      for i in "${!cells[@]}"; do [[ ${cells[i]} != "$1" ]] || column=$i; done
    fi
    [[ " ${missing[*]} " == *" $need "* && ${cells[column]} != - ]] || continue
    IFS=, read -ra names <<<"${cells[column]}"
    for name in "${names[@]}"; do
      # The default Java of Debian 11 and Ubuntu 22.04 is too old; newer suites have no openjdk-17.
      if [[ $name == default-j* && $(LC_ALL=C apt-cache policy "$name" 2>/dev/null) =~ Candidate:\ [0-9]+:1\.([0-9]+) ]] &&
        ((BASH_REMATCH[1] < OLDEST_JAVA)); then
        name=openjdk-$OLDEST_JAVA-${name#default-}
      fi
      if [[ $name == *' '* ]]; then name="'$name'"; fi
      printf ' %s' "$name"
    done
  done < <(package_table | sed -E 's/^ +//; s/ *\| */|/g')
}

install_command() {
  local packages
  packages=$(packages "$1")
  case $1 in
    apt-get) echo "apt-get install -y --no-install-recommends$packages" ;;
    dnf | tdnf) echo "$1 install -y$packages" ;;
    zypper) echo "zypper --non-interactive install --no-recommends$packages" ;;
    pacman) echo "pacman -Sy --needed --noconfirm$packages" ;;
  esac
}

# Prints a command and runs it; standard output is left to what the caller prints in the end.
run_shown() {
  say "running: $1"
  DEBIAN_FRONTEND=noninteractive bash -c "$1" </dev/null >&2 ||
    die "$EX_UNAVAILABLE" "failed: $1; needed: $missing_names"
}

# Sees to it that what is named is here: as root installs it, unless $1 is "no"; else says how to and exits.
require() {
  local install=$1 manager sudo='sudo ' update=''
  shift
  find_missing "$@"
  ((${#missing[@]})) || return 0
  if ! manager=$(package_manager) || [[ ! $(packages "$manager") ]]; then
    die "$EX_UNAVAILABLE" "missing: $missing_names; install them and start again (no package is known for this system)"
  fi
  [[ $(id -u) != 0 ]] || sudo=''
  if [[ $install == no || $sudo ]]; then
    [[ $manager != apt-get ]] || update="${sudo}apt-get update && "
    say "missing: $missing_names; to install them, type:"
    printf '  %s\n' "$update$sudo$(install_command "$manager")" >&2
    exit "$EX_UNAVAILABLE"
  fi
  say "missing: $missing_names"
  # Before the packages are chosen: it tells which are to be had.
  [[ $manager != apt-get ]] || run_shown 'apt-get update'
  run_shown "$(install_command "$manager")"
  hash -r
  find_missing "$@"
  ((${#missing[@]} == 0)) || die "$EX_UNAVAILABLE" "still missing after that: $missing_names"
}
