import { type CompletedCommand, NAMED } from './completed-command.ts';

/** @returns the script that bash reads, or zsh, which understands it with a helper of its own */
export function bashScript(commands: readonly CompletedCommand[], shell: 'bash' | 'zsh'): string {
  const behind = commands.map(({ name, words, options, named }) =>
    offer(name, [...words, ...options.map((option) => option.name)], named),
  );
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.value ? [offer(`${name} ${option.name}`, option.value.words, option.value.named)] : [],
    ),
  );
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_blast_radius() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" named="" each
  local words="${commands.map(({ name }) => name).join(' ')} help"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${behind.join('\n')}
      *) words="" ;;
    esac
    case "\${COMP_WORDS[1]} $before" in
${values.join('\n')}
    esac
    case "$current" in -*) named="" ;; esac
    for each in ${NAMED.join(' ')}; do
      case " $named " in *" $each "*) words="$words $(blast-radius completion "$each" 2>/dev/null)" ;; esac
    done
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _blast_radius blast-radius
`;
}

function offer(typed: string, words: readonly string[], named: readonly string[]): string {
  return `      '${typed}') words="${words.join(' ')}"; named="${named.join(' ')}" ;;`;
}
