import { type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { notedOnce, onPool, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { failAt } from '../../model/problem.ts';
import type { Scope } from '../../model/scope.ts';
import { listOf, type ReadField, type Reading, struct } from '../../read/decode.ts';
import { firstDocument, type Loader } from '../../read/loader.ts';
import { needed } from '../../releases/behaviours.ts';
import { applyReplacements, type PlacedReplacement } from './apply-replacements.ts';
import { type ReplacementEntry, replacementEntry } from './replacement.ts';

/** Reads `replacements:`. */
export const replacementFields = (field: ReadField) => ({
  replacements: field('replacements', listOf(replacementEntry)) ?? [],
});

/** `replacements:` */
export function replacementSteps(
  build: BuildContext,
  target: TargetOf<ReturnType<typeof replacementFields>>,
): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.replacements.length === 0) return [];
  const entries = withoutEmptyTargets(kustomization.replacements);
  const replacements = readReplacements(build, kustomization, entries);
  const source = stepSource(target, 'ReplacementTransformer', kustomization.replacements[0]?.node);
  // A file may hold no replacement at all; what is noted is that it was looked at.
  if (replacements.length === 0) return [onPool(source, () => undefined)];
  const steps = replacements.map((each) => {
    const own = { ...source, scope: { ...source.scope, path: each.path }, node: each.replacement.node };
    return onPool(own, (pool) => applyReplacements(build, pool, [each]));
  });
  return notedOnce(steps);
}

/** An empty list of targets is none, but only in the kustomization itself. */
function withoutEmptyTargets(entries: readonly ReplacementEntry[]): readonly ReplacementEntry[] {
  return entries.map((entry) => (entry.targets?.length === 0 ? { ...entry, targets: undefined } : entry));
}

const config = struct((field) => ({ replacements: field('replacements', listOf(replacementEntry)) ?? [] }));

/** `ReplacementTransformer` */
export function replacementPlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { replacements } = config(node, reading);
  const read = readReplacements(build, scope, replacements);
  return onPool(plugin, (pool) => applyReplacements(build, pool, read));
}

/**
 * Gathers replacements from where they stand: in the entries, or in the files that entries name.
 *
 * @throws BuildError where an entry has both, a file is absent, or holds no replacement
 * @see kustomize api/internal/builtins/ReplacementTransformer.go
 */
function readReplacements(
  { loader, gaps, behaviours }: BuildContext,
  scope: Scope,
  entries: readonly ReplacementEntry[],
): readonly PlacedReplacement[] {
  const all = entries.flatMap((entry) => {
    return gaps.unlessElsewhere('anything', () => readEntry(loader, scope, entry)) ?? [];
  });
  for (const { path, replacement } of all) {
    if (replacement.sourceValue === undefined || behaviours.sourceValue) continue;
    throw failAt('unknown-field', `"sourceValue" ${needed('sourceValue')}`, { path, node: replacement.sourceValue });
  }
  return all;
}

function readEntry(loader: Loader, scope: Scope, entry: ReplacementEntry): readonly PlacedReplacement[] {
  const file = entry.path;
  if (file === undefined || file.text === '') return [{ path: scope.path, replacement: entry }];
  const at = { path: scope.path, node: file };
  if (entry.source !== undefined || (entry.targets?.length ?? 0) > 0) {
    throw failAt('invalid-replacement', 'a replacement has either path or source and targets, not both', at);
  }
  const found = loader.file(scope.directory, file.text, at);
  const document = firstDocument(loader.lenientYaml(found, at));
  if (document instanceof Scalar) {
    throw failAt('invalid-replacement', 'the file must hold a replacement, or a list of them', {
      path: found.path,
      node: document,
    });
  }
  const nodes: readonly Node[] = document instanceof Sequence ? document.items : [document];
  const reading: Reading = { path: found.path, field: '', onUnknownField: () => undefined };
  return nodes.map((node) => ({ path: found.path, replacement: replacementEntry(node, reading) }));
}
