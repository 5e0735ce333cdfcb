/** By shell: a script that asks `stsctl __complete` for the words that can come next. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# bash completion for stsctl
_stsctl() {
  local line=\${COMP_LINE:0:COMP_POINT}
  local -a words
  read -r -a words <<<"$line"
  [[ $line == *" " ]] && words+=("")
  local IFS=$'\\n'
  local cur=\${words[-1]}
  COMPREPLY=($(\${words[0]} __complete "\${words[@]:1}" 2>/dev/null))
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then COMPREPLY=("\${COMPREPLY[@]#"\${cur%"\${cur##*:}"}"}"); fi
  if [[ \${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace 2>/dev/null; fi
  if ((\${#COMPREPLY[@]} == 0)); then compopt -o default 2>/dev/null; fi
}
complete -F _stsctl stsctl
`,
  zsh: `#compdef stsctl
_stsctl() {
  local -a found
  found=("\${(@f)$(\${words[1]} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $found[1] == *[=/] ]]; then compadd -S '' -a found; elif [[ -n $found ]]; then compadd -a found; else _files; fi
}
if [ "$funcstack[1]" = "_stsctl" ]; then _stsctl; else compdef _stsctl stsctl; fi
`,
  fish: `# fish completion for stsctl
function __stsctl_complete
  set -l words (commandline -opc) (commandline -ct)
  stsctl __complete $words[2..-1] 2>/dev/null
end
complete -c stsctl -a '(__stsctl_complete)'
`,
};
