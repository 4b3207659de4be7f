import { Resource } from '../../kustomize/model/resource.ts';
import { trailOf } from '../../kustomize/model/resources.ts';
import { hideInText } from '../../review/secrets/hide-in-text.ts';
import { hiddenTexts } from '../../review/secrets/mask.ts';
import { MASK, SecretValues } from '../../review/secrets/secret-values.ts';
import { Mapping } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Fleet } from '../plan/fleet.ts';
import { gitPatch } from '../plan/git-patch.ts';
import type { FileEdit } from '../plan/promotion.ts';

/** Shorter lines may occur anywhere by chance. */
const SHORTEST = 4;

/** @returns edits as a patch to be read, not applied: what a file gives away beside what is promoted stays hidden */
export function shownPatch(edits: readonly FileEdit[], { clusters }: Fleet): string {
  const secrets = new SecretValues(clusters.map(({ inventory }) => inventory));
  const texts = edits.flatMap(({ path, before = '', after = '' }) =>
    [before, after].flatMap((text) => hiddenIn(path, text, secrets)),
  );
  const lines = texts.flatMap((text) => text.split('\n').flatMap((line) => spellings(line.trim())));
  // The longest first, so that a line that contains another one is hidden whole.
  const hidden = [...new Set(lines)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  const patch = hidden.reduce((shown, line) => shown.replaceAll(line, MASK), secrets.clean(gitPatch(edits)));
  return hideInText(patch, () => MASK);
}

/** @returns the values of a file's objects that a review would not show */
function hiddenIn(path: string, text: string, secrets: SecretValues): readonly string[] {
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')), 'lenient');
  return documents.flatMap((node) => {
    if (!(node instanceof Mapping)) return [];
    const resource = new Resource(node, trailOf({ path, line: undefined, generated: false }));
    return hiddenTexts(resource, secrets);
  });
}

/** How a file may write a text: as it is, in double quotes, in single quotes. */
function spellings(text: string): readonly string[] {
  return [text, JSON.stringify(text).slice(1, -1), text.replaceAll("'", "''")];
}
