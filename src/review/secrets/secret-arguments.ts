import { isSecretName } from '../../kubernetes/facts/secret-names.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';
import { isHarmlessOf } from './text/assignments.ts';
import { passwordOfUser } from './text/commands.ts';
import type { Span } from './text/span.ts';

/** Programs of which `-p` is a port, a path or a project. */
const OTHER_MEANING =
  /(?:^|[/\s])(?:mkdir|cp|install|ssh|scp|sftp|psql|pg_\w+|nc|ps|tar|git|docker-compose|make|read|kubectl|python\d?|perl|node)(?:\s|$)/;

/** Of these `-p` has its password glued to it. */
const GLUED = /(?:^|\/)(?:mysql|mariadb)\w*$/;

/** @returns of a list of arguments what of an item is secret by the item before it: `["--password", "…"]`. */
export const secretArgumentsIn = onceEach((list: Sequence): ReadonlyMap<Node, readonly Span[]> => {
  const secrets = new Map<Node, readonly Span[]>();
  const texts = list.items.map((item) => (item instanceof Scalar ? item.text : ''));
  const hasUser = texts.some((text) => /^-u\S/.test(text) || GLUED.test(text));
  for (const [index, item] of list.items.entries()) {
    const text = texts[index] ?? '';
    const before = texts[index - 1] ?? '';
    const spans =
      hasUser && /^-p./.test(text) && before !== '-p' ? glued(text) : secretBehind(before, text, texts.slice(0, index));
    if (spans.length > 0) secrets.set(item, spans);
  }
  return secrets;
});

function glued(text: string): readonly Span[] {
  return isHarmlessOf('password', text.slice(2)) ? [] : [{ from: 2, to: text.length }];
}

function secretBehind(option: string, text: string, before: readonly string[]): readonly Span[] {
  const name = /^--?([A-Za-z][\w.-]*)$/.exec(option)?.[1];
  if (name === undefined || text.startsWith('-')) return [];
  if (/^(?:u|user|proxy-user)$/.test(name)) return passwordOfUser(text);
  const isShort = name === 'p' && !/^\d+(?::\d+)*$/.test(text) && !before.some((each) => OTHER_MEANING.test(each));
  if (!isShort && !isSecretName(name)) return [];
  return isHarmlessOf(isShort ? 'password' : name, text) ? [] : [{ from: 0, to: text.length }];
}
