import type { CompletedCommand } from './completed-command.ts';

/** @returns the script that fish reads */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, description, options, words, named }) => {
    const text = description.replaceAll("'", "\\'");
    const behind = `complete -c blast-radius -n '__fish_seen_subcommand_from ${name}'`;
    const offers = offered(words, named);
    return [
      `complete -c blast-radius -f -n __fish_use_subcommand -a ${name} -d '${text}'`,
      ...(offers === '' ? [] : [`${behind} -a '${offers}'`]),
      ...options.map(({ name: option, value }) => {
        const values = value === undefined ? '' : offered(value.words, value.named);
        return `${behind} -l ${option.slice(2)}${value === undefined ? '' : ' -r'}${values === '' ? '' : ` -f -a '${values}'`}`;
      }),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function offered(words: readonly string[], named: readonly string[]): string {
  return [...words, ...named.map((each) => `(blast-radius completion ${each} 2>/dev/null)`)].join(' ');
}
