import { defaultConfig } from '../../src/config/default-config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import type { Review } from '../../src/review/contract/review.ts';
import type { Workspace } from '../../src/tree/files/workspace.ts';
import { sourceKey } from '../../src/tree/sources/source-ref.ts';
import { type Resolution, SourceTable } from '../../src/tree/sources/source-table.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { reviewOf } from '../review/review-of.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import type { RuleCase } from './rule-case.ts';

/**
 * @param workspace where cases over one fleet need not read it again and again
 * @returns the whole review of a case
 */
export function reviewCase(
  { before, after, config, images }: Pick<RuleCase, 'before' | 'after' | 'config'> & Partial<Pick<RuleCase, 'images'>>,
  workspace?: Workspace,
): Review {
  const result = config === undefined ? undefined : readConfig(new Source(config), RULE_IDS);
  if (result?.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  const more = { config: result?.config ?? defaultConfig, ...(workspace && { workspace }) };
  if (images === undefined) return reviewOf(before, after, more);
  const sources = sourcesOf(images);
  const [was, is] = [before, after].map((files) => ({ ...memoryTree(files), sources }));
  return reviewOf(before, after, { ...more, ...(was && { before: was }), ...(is && { after: is }) });
}

function sourcesOf(images: NonNullable<RuleCase['images']>): SourceTable {
  const reason = 'the registry does not say';
  const answers: Readonly<Record<'there' | 'gone' | 'unknown', Resolution>> = {
    there: { kind: 'present' },
    gone: { kind: 'unavailable', reason, remedy: '', isGone: true },
    unknown: { kind: 'unavailable', reason, remedy: '' },
  };
  const keyOf = (image: string): string => {
    const [, url = '', reference = ''] = /^(.+?)[:@]([^:/]+|sha256:.*)$/.exec(image) ?? [];
    return sourceKey({ kind: 'image', url: `oci://${url}`, reference });
  };
  return new SourceTable(new Map(Object.entries(images).map(([image, answer]) => [keyOf(image), answers[answer]])));
}
