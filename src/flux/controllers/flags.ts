import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';

/** What a controller is started with, as far as it decides what becomes of objects. */
export interface Flags {
  /** Objects may not refer to objects of other namespaces. */
  readonly noCrossNamespaceRefs: boolean;
  /** A kustomization may not refer to other repositories. */
  readonly noRemoteBases: boolean;
  /** Otherwise only objects in the controller's own namespace are looked at. */
  readonly watchesAllNamespaces: boolean;
  /** In whose name objects that name no ServiceAccount are applied; empty: in the controller's own. */
  readonly defaultServiceAccount: string;
  /** Which objects are looked at, by their labels; empty: all. */
  readonly watchLabelSelector: string;
  /** Kinds that are applied before most others, as `group/Kind`, `/Kind` without a group. */
  readonly customStageKinds: ReadonlySet<string>;
  /** Those that are set, by name. */
  readonly gates: ReadonlyMap<string, boolean>;
}

/** What a controller does without a word in its arguments. */
export const NO_FLAGS: Flags = {
  noCrossNamespaceRefs: false,
  noRemoteBases: false,
  watchesAllNamespaces: true,
  defaultServiceAccount: '',
  watchLabelSelector: '',
  customStageKinds: new Set(),
  gates: new Map(),
};

/**
 * Reads the arguments of a container as a controller does: a later flag wins over an earlier one, gates add up.
 *
 * @param container of a Deployment
 * @see fluxcd/kustomize-controller main.go; fluxcd/pkg runtime acl, controller.WatchOptions, features; spf13/pflag
 */
export function flagsOf(container: Node | undefined): Flags {
  const words = ['command', 'args'].flatMap((field) => itemsAt(container, field)).map((item) => textAt(item));
  const flags = flagsIn(words);
  return {
    noCrossNamespaceRefs: isOn(flags.get('no-cross-namespace-refs')?.at(-1)) ?? NO_FLAGS.noCrossNamespaceRefs,
    noRemoteBases: isOn(flags.get('no-remote-bases')?.at(-1)) ?? NO_FLAGS.noRemoteBases,
    watchesAllNamespaces: isOn(flags.get('watch-all-namespaces')?.at(-1)) ?? NO_FLAGS.watchesAllNamespaces,
    defaultServiceAccount: flags.get('default-service-account')?.at(-1) ?? '',
    watchLabelSelector: flags.get('watch-label-selector')?.at(-1) ?? '',
    customStageKinds: new Set(kindsIn(flags.get('custom-apply-stage-kinds')?.at(-1) ?? '')),
    gates: new Map((flags.get('feature-gates') ?? []).flatMap((text) => text.split(',').flatMap(gateIn))),
  };
}

/** Those that take no value of their own behind a space. */
const SWITCHES = new Set(['no-cross-namespace-refs', 'no-remote-bases', 'watch-all-namespaces']);

function flagsIn(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const flags = new Map<string, readonly string[]>();
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) continue;
    const said = value ?? (SWITCHES.has(name) ? 'true' : (words[index + 1] ?? ''));
    flags.set(name, [...(flags.get(name) ?? []), said]);
  }
  return flags;
}

/** @see fluxcd/pkg ssa/utils ParseGroupKindSet */
function kindsIn(text: string): readonly string[] {
  const words = text === '' ? [] : text.split(',').map((word) => word.trim());
  return words.map((word) => (word.includes('/') ? word : `/${word}`));
}

function gateIn(text: string): readonly (readonly [string, boolean])[] {
  const [name = '', value] = text.split('=').map((part) => part.trim());
  const on = isOn(value);
  return name === '' || on === undefined ? [] : [[name, on]];
}

/** @see strconv.ParseBool */
function isOn(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : undefined;
}
