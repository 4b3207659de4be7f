import { isHarmless } from '../facts/harmless.ts';
import { isSecretName } from '../facts/names.ts';
import { isHarmlessOf } from './assignments.ts';
import type { Span } from './span.ts';
import { quotedValue, wordAt } from './written-value.ts';

/** Programs whose short option is a password: with a space behind it, or glued to it. */
const CLIENTS: readonly (readonly [programs: RegExp, option: RegExp])[] = [
  [/\b(?:mysql|mariadb)(?:-?(?:dump|admin|check|import|show|backup))?\b/g, /\s-p(?=[^\s-])/g],
  [/\b(?:mongo(?:sh|dump|restore|export|import)?|sshpass|rabbitmqadmin|clickhouse-client|kinit)\b/g, /\s-p[ \t]*/g],
  [
    /\b(?:docker|podman|helm|oras|crane|skopeo|buildah|nerdctl|az|cf|argocd)\b(?= (?:registry |auth |acr )?login)/g,
    /\s-p[ \t]+/g,
  ],
  [/\bredis-cli\b/g, /\s-a[ \t]+/g],
  [/\b(?:ldap(?:search|modify|add|delete|whoami|passwd))\b/g, /\s-w[ \t]+/g],
  [/\b(?:sqlcmd|bcp|mosquitto_(?:pub|sub))\b/g, /\s-P[ \t]*/g],
];

/** In characters: how long a command may be. */
const LONGEST = 600;

const OPTION = /(?<=^|[\s"'`(])--?([A-Za-z][\w.-]{0,100})(?:[ \t]{0,100}\\\r?\n[ \t]*|[ \t]+)/g;
const USER = /^(?:u|U|user|proxy-user|userpwd)$/;

/** @returns the secrets among the arguments of commands in a text: `--password …`, `curl -u user:…`, `mysql -p…` */
export function secretArguments(text: string): readonly Span[] {
  return text.includes('-') ? [...longOptions(text), ...shortOptions(text)] : [];
}

function longOptions(text: string): readonly Span[] {
  const isCurl = /\b(?:curl|wget|http|https|xh)\b/.test(text);
  return [...text.matchAll(OPTION)].flatMap((match) => {
    const [whole, option = ''] = match;
    const isUser = isCurl && USER.test(option);
    if (!isUser && (!isSecretName(option) || /^-p./.test(whole))) return [];
    const value = valueAt(text, match.index + whole.length);
    const shown = text.slice(value.from, value.to);
    if (isUser) return passwordOfUser(shown, value.from);
    return shown.startsWith('-') || isHarmlessOf(option, shown) ? [] : [value];
  });
}

function shortOptions(text: string): readonly Span[] {
  return CLIENTS.flatMap(([programs, option]) => {
    const spans: Span[] = [];
    let done = 0;
    for (const { index } of text.matchAll(programs)) {
      if (index < done) continue;
      const command = COMMAND.exec(text.slice(index, index + LONGEST))?.[0] ?? '';
      done = index + command.length;
      for (const match of command.matchAll(option)) {
        const value = valueAt(text, index + match.index + match[0].length);
        const shown = text.slice(value.from, value.to);
        if (!shown.startsWith('-') && !isHarmless(shown)) spans.push(value);
      }
    }
    return spans;
  });
}

/** To the end of the line, where none is continued, or of what a pipe divides. */
const COMMAND = /^(?:\\\r?\n|[^\n|;])*/;

const ARGUMENT_ENDS = /[\s"'`;|]/g;

function valueAt(text: string, at: number): Span {
  return quotedValue(text, at) ?? wordAt(text, at, ARGUMENT_ENDS);
}

/** @returns the password of `user:password`, which is not `uid:gid` nor the address of a host */
export function passwordOfUser(user: string, from = 0): readonly Span[] {
  const colon = user.indexOf(':');
  const password = user.slice(colon + 1);
  if (colon < 0 || password.startsWith('//') || /^\d+:\d+$/.test(user) || isHarmless(password)) return [];
  return [{ from: from + colon + 1, to: from + user.length }];
}
