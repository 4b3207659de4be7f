import type { Build } from '../build-context.ts';
import { listOf, struct } from '../kustomization/decode.ts';
import { applyReplacements } from '../replacements/apply-replacements.ts';
import { readReplacements } from '../replacements/read-replacements.ts';
import { replacementEntry } from '../replacements/replacement.ts';
import { onPool, type Step } from '../transformers/step.ts';
import type { Plugin } from './plugin.ts';

const config = struct((field) => ({ replacements: field('replacements', listOf(replacementEntry)) ?? [] }));

/** `ReplacementTransformer` */
export function replacementPlugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { replacements } = config(node, reading);
  const read = readReplacements(build.loader, scope, replacements, build.behaviours);
  return onPool(plugin, (pool) => applyReplacements(pool, read, build.behaviours));
}
