/** What each shell needs to ask `dealbook complete` for the words that fit. */
export const completionScripts = {
  bash: `_dealbook() {
  local IFS=$'\\n'
  COMPREPLY=($(dealbook complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _dealbook dealbook
`,
  zsh: `#compdef dealbook
_dealbook() {
  local -a fitting
  fitting=("\${(@f)$(dealbook complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- $fitting
}
compdef _dealbook dealbook
`,
  fish: `function __dealbook_complete
  set --local words (commandline --tokenize --cut-at-cursor --current-process)
  dealbook complete -- $words[2..-1] (commandline --current-token --cut-at-cursor) 2>/dev/null
end
complete --command dealbook --no-files --arguments "(__dealbook_complete)"
`,
} as const;

/** A shell that can be helped. */
export type Shell = keyof typeof completionScripts;
