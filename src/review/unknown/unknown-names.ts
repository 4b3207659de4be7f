import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { shownPath } from '../../tree/sources/mount.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { mountsIn } from '../reach/read-elsewhere.ts';

/** What tells an object from others. */
const IDENTITY = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']] as const;

/** @returns whether it is not known which object of the cluster an object is, as variables name it that only the cluster has */
export function hasUnknownName(resource: Resource): boolean {
  return IDENTITY.some((path) => isUnknown(nodeAt(resource.node, ...path)));
}

/** @returns whether it is not known what an object is at all: its kind or version is not */
export function hasUnknownKind({ node }: Resource): boolean {
  return [node.get('kind'), node.get('apiVersion')].some(isUnknown);
}

function isUnknown(node: Node | undefined): boolean {
  return node instanceof Scalar && node.hidden === 'opaque';
}

/** What stands for a value that is not known. */
const TOKEN = /opaque-[0-9a-f]{32}(?:-opaque-[0-9a-f]{32})*/;
/** With what it may be that stands at the end of a text alone. */
const BEHIND = new RegExp(`-?${TOKEN.source}`, 'g');
const USE = /\$\{[^{}]*\}/;
/** How it is told that a chart makes something that is not known: `(generated in the cluster)`. */
const WORDS = /\([a-z ]+\)/;
const SHOWN = new RegExp(`${USE.source}|${WORDS.source}`);

/**
 * @returns by what stands here for variables that only the cluster has, and for what charts make of chance, how it is told:
 *   `${REGION}`, `(generated in the cluster)`
 */
const usesIn = onceEach(({ roots }: Inventory): ReadonlyMap<string, string> => {
  // How a variable is written tells more than that it is not known: the last one counts.
  const lists = [
    roots.filter(({ release }) => release !== undefined),
    roots.filter(({ flux }) => flux?.spec.get('postBuild') !== undefined),
  ];
  const resources = lists.flat().flatMap((root) => root.resources);
  return new Map(resources.flatMap(({ node }) => hiddenIn(node).flatMap(usesOf)));
});

/** What tells a text from others of which no more is known: it stands behind a text that holds the first of them. */
const END = /^(.*opaque.*)(-opaque-[0-9a-f]{32})$/s;

/** What is around a variable is the same in a text and in what has become of it. */
function usesOf({ text, hidden, marks: { template } }: Scalar): readonly (readonly [string, string])[] {
  if (hidden !== 'opaque' || template === undefined) return [];
  const [tokens, uses] = [text.match(all(TOKEN)) ?? [], template.match(all(SHOWN)) ?? []];
  const [, before, end] = END.exec(text) ?? [];
  if (before !== undefined && end !== undefined && tokens.length > uses.length)
    return [[end, ''], ...usesOf(new Scalar(before, 'str', 'double', undefined, { hidden, template }))];
  const isAlike = text.split(TOKEN).join('\0') === template.split(SHOWN).join('\0');
  if (isAlike) return tokens.map((token, index) => [token, withoutDefault(uses[index] ?? token)]);
  return tokens.length === 1 && tokens[0] === text ? [[text, withoutDefault(template)]] : [];
}

/** A default may be what nobody is to see. */
function withoutDefault(use: string): string {
  return use.replaceAll(/(\$\{\w+[^\w}]+)[^}]*\}/g, '$1…}');
}

function all({ source }: RegExp): RegExp {
  return new RegExp(source, 'g');
}

/**
 * Puts what is written in the place of what stands here for it: for each variable that only the cluster has, and for
 * paths of what is elsewhere.
 *
 * @param said plain data
 * @param inventories of all that it is about
 */
export function asWritten<Said extends object>(said: Said, inventories: readonly Inventory[]): Said {
  const json = JSON.stringify(said);
  if (!TOKEN.test(json) && !json.includes(MOUNT)) return said;
  const uses = new Map(inventories.flatMap((inventory) => [...usesIn(inventory)]));
  const shown = (text: string): string => {
    const known = uses.get(text);
    if (known !== undefined) return inJson(known);
    return text.startsWith('-') ? `-${shown(text.slice(1))}` : text;
  };
  const result: Said = JSON.parse(withShownPaths(json, inventories).replaceAll(BEHIND, shown));
  return result;
}

/** How JSON writes the beginning of what is elsewhere. */
const MOUNT = '\\u0000';

/** A path ends with its text, or where a sentence goes on. */
function withShownPaths(json: string, inventories: readonly Inventory[]): string {
  if (!json.includes(MOUNT)) return json;
  const mounts = new Set(inventories.flatMap((inventory) => [...mountsIn(inventory)]));
  return [...mounts].reduce((text, mount) => {
    const [first = '', ...parts] = text.split(inJson(mount));
    const shown = parts.map((part) => {
      const [below = ''] = /^(\/[^"\\\s,;]*)?/.exec(part) ?? [];
      return inJson(shownPath(`${mount}${below}`)) + part.slice(below.length);
    });
    return [first, ...shown].join('');
  }, json);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** @returns a name that somebody asks for, with what stands here for the variables that it is written with */
export function asRendered(asked: string, inventories: readonly Inventory[]): string {
  if (!USE.test(asked)) return asked;
  const tokens = new Map(
    inventories.flatMap((inventory) => [...usesIn(inventory)].map(([token, use]) => [use, token])),
  );
  return asked.replaceAll(all(USE), (use) => tokens.get(withoutDefault(use)) ?? use);
}
