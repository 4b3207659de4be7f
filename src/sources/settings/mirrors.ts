/** Where something is fetched instead: what stands below one address stands below the other. */
export interface MirrorRule {
  /** `https://github.com/`, `ssh://git@github.com/`: ends with a slash. */
  readonly from: string;
  /** `https://` or `http://`; ends with a slash. */
  readonly to: string;
}

/**
 * @param word `https://github.com/=https://git.example.com/github/`
 * @returns the rule; `undefined` where it is none
 */
export function readMirror(word: string): MirrorRule | undefined {
  const [from = '', to = '', ...rest] = word.split('=');
  if (rest.length > 0 || !isPrefix(from, /^(https|ssh):$/) || !isPrefix(to, /^https?:$/)) return undefined;
  return { from: folder(from), to: folder(to) };
}

/** @returns the rule for an address: the one that says most of it */
export function mirrorFor(rules: readonly MirrorRule[], address: string): MirrorRule | undefined {
  return rules
    .filter(({ from }) => folder(address).startsWith(from))
    .reduce<MirrorRule | undefined>(
      (best, rule) => (rule.from.length > (best?.from.length ?? 0) ? rule : best),
      undefined,
    );
}

/** @returns an address where its mirror has it */
export function mirrored({ from, to }: MirrorRule, address: string): string {
  return `${to}${address.slice(from.length)}`;
}

/** @returns what is asked for at a mirror under its own address; what is at none stays as it is */
export function beforeMirror(rules: readonly MirrorRule[], address: string): string {
  const rule = rules.find(({ to }) => address.startsWith(to));
  return rule === undefined ? address : `${rule.from}${address.slice(rule.to.length)}`;
}

/** Without a query or a password: what follows is put behind it. */
function isPrefix(text: string, protocols: RegExp): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.search !== '' || url.hash !== '' || url.password !== '') return false;
  return protocols.test(url.protocol) && url.hostname !== '' && folder(url.href) === folder(text);
}

function folder(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}
