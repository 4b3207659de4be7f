/** A name and a password. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/**
 * @param text of a netrc
 * @returns what it has for each host, the first of several; nothing for hosts that it does not name: `default` would be
 * sent to whoever a repository refers to
 * @see https://everything.curl.dev/usingcurl/netrc.html
 */
export function readNetrc(text: string): ReadonlyMap<string, Login> {
  const logins = new Map<string, Login>();
  const words = wordsOf(text);
  let machine: string | undefined;
  let entry: { name?: string; password?: string } = {};
  const keep = (): void => {
    if (machine !== undefined && entry.password !== undefined && !logins.has(machine)) {
      logins.set(machine, { name: entry.name ?? '', password: entry.password });
    }
  };
  for (let index = 0; index < words.length; index += 1) {
    const [word, next = ''] = [words[index], words[index + 1]];
    if (word === 'machine' || word === 'default') {
      keep();
      machine = word === 'machine' ? next.toLowerCase() : undefined;
      entry = {};
    } else if (word === 'login') entry.name = next;
    else if (word === 'password') entry.password = next;
    if (word !== 'default') index += 1;
  }
  keep();
  return logins;
}

/** Words, maybe in quotes, without comments and without macros, which end at an empty line. */
function wordsOf(text: string): readonly string[] {
  const plain = text.replace(/^[ \t]*macdef[^\n]*\n(?:[^\n]+\n?)*/gm, '').replace(/^[ \t]*#.*$/gm, '');
  return [...plain.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, word = '']) =>
    quoted === undefined ? word : quoted.replace(/\\(.)/g, '$1'),
  );
}
