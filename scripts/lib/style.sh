# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The style check of scripts/check, and which files it is about: what git has or would add. To be sourced.

project_files() {
  local file
  git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
    [[ ! -f $file ]] || echo "$file"
  done
}

shell_scripts() {
  project_files '*.sh'
  git grep -I --untracked -n -E '^#!.*[/ ](ba)?sh$' | sed -n 's/:1:#!.*//p'
}

# Prints what a rule finds, and notes that it did.
rule() {
  local name=$1 found
  shift
  found=$("$@") || [[ $? == 1 ]] # 1: nothing found
  [[ $found ]] || return 0
  printf '%s:\n' "$name"
  printf '  %s\n' "${found//$'\n'/$'\n'  }"
  broken=yes
}

lines_with() { LC_ALL=C git grep -I --untracked -n -P -e "$@"; }

without_final_newline() {
  local file
  lines_with '' -l -- . ':!*.patch' | while read -r file; do
    [[ ! $(tail -c 1 -- "$file") ]] || echo "$file"
  done
}

without_licence() {
  local files
  mapfile -t files < <(project_files '*.java' '*.c' '*.cc' '*.h' '*.py' '*Makefile' '*.xml' && shell_scripts)
  git grep --untracked -L 'SPDX-License-Identifier: Apache-2.0' -- "${files[@]}"
}

# Of the commits that the main branch elsewhere doesn't have, or else of the last one.
bad_subjects() {
  local subjects
  subjects=$(git log --no-merges --format=%s origin/main..HEAD 2>/dev/null || true)
  [[ $subjects ]] || subjects=$(git log --no-merges --format=%s -n 1)
  grep -vE '^[a-z][a-z0-9./-]*: [^ ].*[^.]$' <<<"$subjects" ||
    grep -iE '^[^:]*: (add|fix|chang|remov|updat|mak|writ|creat|improv|us|mov)(s|es|ed|ing) ' <<<"$subjects"
}

style() {
  local broken=no sources=('*.java' '*.c' '*.cc' '*.h' '*.py' '*.sh' '*Makefile' scripts 'native/*-*')
  rule 'tabs' lines_with '\t' -- . ':!*Makefile' ':!*.tsv' ':!*.patch'
  rule 'trailing blanks' lines_with '[ \t]+$' -- . ':!*.patch'
  rule 'no final newline' without_final_newline
  rule 'characters beyond ASCII in sources' lines_with '[^\x00-\x7f]' -- "${sources[@]}"
  rule 'paths of one machine' lines_with '(?<![\w.$}*<-])/(root|home/\w+|work)\b(?!-)' -- .
  rule 'no licence (SPDX-License-Identifier: Apache-2.0)' without_licence
  rule "commit subjects that are not 'area: imperative'" bad_subjects
  [[ $broken == no ]]
}
