import type { Build } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onPool, type Step } from '../../context/step.ts';
import { listOf, struct } from '../../read/decode.ts';
import { replacementEntry } from '../../read/replacement.ts';
import { applyReplacements } from './apply-replacements.ts';
import { readReplacements } from './read-replacements.ts';

const config = struct((field) => ({ replacements: field('replacements', listOf(replacementEntry)) ?? [] }));

/** `ReplacementTransformer` */
export function replacementPlugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { replacements } = config(node, reading);
  const read = readReplacements(build.loader, scope, replacements, build.behaviours);
  return onPool(plugin, (pool) => applyReplacements(pool, read, build.behaviours));
}
