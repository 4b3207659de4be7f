import { isSecretName } from '../../../kubernetes/facts/secret-names.ts';
import { isHarmless } from '../facts/harmless.ts';
import { isHarmlessOf } from './assignments.ts';
import { matches, type Span } from './span.ts';
import { quotedValue, wordAt } from './written-value.ts';

/** Programs whose short option is a password: with a space behind it, or glued to it. */
const CLIENTS: readonly (readonly [programs: RegExp, option: RegExp])[] = [
  [/(?:mysql|mariadb)(?:-?(?:dump|admin|check|import|show|backup))?\b/, /\s-p(?=[^\s-])/g],
  [/(?:mongo(?:sh|dump|restore|export|import)?|sshpass|rabbitmqadmin|clickhouse-client|kinit)\b/, /\s-p[ \t]*/g],
  [
    /(?:docker|podman|helm|oras|crane|skopeo|buildah|nerdctl|az|cf|argocd)\b(?= (?:registry |auth |acr )?login)/,
    /\s-p[ \t]+/g,
  ],
  [/redis-cli\b/, /\s-a[ \t]+/g],
  [/(?:ldap(?:search|modify|add|delete|whoami|passwd))\b/, /\s-w[ \t]+/g],
  [/(?:sqlcmd|bcp|mosquitto_(?:pub|sub))\b/, /\s-P[ \t]*/g],
];

/** Each client's programs are a group. */
const ANY_PROGRAM = new RegExp(`\\b(?:${CLIENTS.map(([{ source }]) => `(${source})`).join('|')})`, 'g');

/** In characters: how long a command may be. */
const LONGEST = 600;

/** What is before the first dash is asked behind it: a dash is soon found, and few places have one. */
const OPTION = /-(?<=(?:^|[\s"'`(])-)-?([A-Za-z][\w.-]{0,100})(?:[ \t]{0,100}\\\r?\n[ \t]*|[ \t]+)/g;
const USER = /^(?:u|U|user|proxy-user|userpwd)$/;

/** @returns the secrets among the arguments of commands in a text: `--password …`, `curl -u user:…`, `mysql -p…` */
export function secretArguments(text: string): readonly Span[] {
  return text.includes('-') ? [...longOptions(text), ...shortOptions(text)] : [];
}

function longOptions(text: string): readonly Span[] {
  const isCurl = /\b(?:curl|wget|http|https|xh)\b/.test(text);
  const spans: Span[] = [];
  OPTION.lastIndex = 0;
  for (let match = OPTION.exec(text); match !== null; match = OPTION.exec(text)) {
    const option = match[1] ?? '';
    const isUser = isCurl && USER.test(option);
    if (!isUser && (!isSecretName(option) || match[0][1] === 'p')) continue;
    const value = valueAt(text, OPTION.lastIndex);
    const shown = text.slice(value.from, value.to);
    if (isUser) for (const password of passwordOfUser(shown, value.from)) spans.push(password);
    else if (!shown.startsWith('-') && !isHarmlessOf(option, shown)) spans.push(value);
  }
  return spans;
}

function shortOptions(text: string): readonly Span[] {
  const spans: Span[] = [];
  // Of each client, to where its last command goes.
  const done = CLIENTS.map(() => 0);
  ANY_PROGRAM.lastIndex = 0;
  for (let match = ANY_PROGRAM.exec(text); match !== null; match = ANY_PROGRAM.exec(text)) {
    const client = match.findIndex((part, group) => group > 0 && part !== undefined) - 1;
    const option = CLIENTS[client]?.[1];
    if (option === undefined || match.index < (done[client] ?? 0)) continue;
    const end = commandEnd(text, match.index);
    done[client] = end;
    const command = text.slice(match.index, end);
    if (!command.includes('-')) continue;
    for (const { to } of matches(command, option)) {
      const value = valueAt(text, match.index + to);
      const shown = text.slice(value.from, value.to);
      if (!shown.startsWith('-') && !isHarmless(shown)) spans.push(value);
    }
  }
  return spans;
}

/** To the end of the line, where none is continued, or of what a pipe divides. */
function commandEnd(text: string, from: number): number {
  const most = Math.min(text.length, from + LONGEST);
  for (let at = from; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code === PIPE || code === SEMICOLON || (code === NEW_LINE && !isContinued(text, at))) return at;
  }
  return most;
}

const NEW_LINE = 10;
const SEMICOLON = 59;
const PIPE = 124;

function isContinued(text: string, at: number): boolean {
  return text[at - 1] === '\\' || (text[at - 1] === '\r' && text[at - 2] === '\\');
}

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
