import { createHmac } from 'node:crypto';
import type { Node } from '../../yaml/node/node.ts';
import { toJson } from '../../yaml/print/to-json.ts';
import type { Affected, Changed, Gained, Lost, Moved } from '../contract/object-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { pathText } from '../diff/field-changes.ts';
import type { ReleaseChange } from '../reach/release-change.ts';
import type { Unknown } from '../unknown/unknown.ts';

/** What an effect is made of. */
interface EffectParts {
  readonly gained: readonly Gained[];
  readonly lost: readonly Lost[];
  readonly changed: readonly Changed[];
  readonly moved: readonly Moved[];
  readonly affected: readonly Affected[];
  readonly fields: ReadonlyMap<Changed | Gained, readonly NodeChange[]>;
  /** What reaches releases from elsewhere; what is the same for equal inputs and another for others. */
  readonly releases: readonly ReleaseChange[];
}

/**
 * Names an effect on a cluster: the same rendered change has the same digest, wherever and whenever it is reviewed.
 * Keyed, since values of Secrets go into it.
 *
 * @returns 32 hexadecimal characters
 */
export function effectDigest(parts: EffectParts, unresolved: readonly Unknown[], key: Uint8Array): string {
  const lines = linesOf(parts, unresolved);
  return createHmac('sha256', key).update(lines.sort().join('\n')).digest('hex').slice(0, 32);
}

/**
 * Names each single change: one object that comes or goes, one field that differs. An effect whose parts all belong to
 * effects that people have accepted holds nothing that nobody has seen.
 *
 * @returns 16 hexadecimal characters each, sorted
 */
export function effectParts(parts: EffectParts, unresolved: readonly Unknown[], key: Uint8Array): string[] {
  const changed = parts.changed.flatMap((each) => {
    const way = wayOf(each);
    const fields = fieldsOf(each, parts);
    return fields.length === 0
      ? [line('changed', each, way)]
      : fields.map((field) => line('changed', each, [field, ...way]));
  });
  const lines = [...linesOf({ ...parts, changed: [] }, unresolved), ...changed];
  const names = lines.map((text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 16));
  return [...new Set(names)].sort();
}

function linesOf(parts: EffectParts, unresolved: readonly Unknown[]): string[] {
  return [
    ...parts.gained.map((each) => line('gained', each, fieldsOf(each, parts))),
    ...parts.lost.map((each) => line('lost', each, [each.effect, ...goesWith(each)])),
    ...parts.changed.map((each) => line('changed', each, [...fieldsOf(each, parts), ...wayOf(each)])),
    ...parts.moved.map((each) => line('moved', each, [each.from.root, each.to.root, ...risksOf(each)])),
    ...parts.affected.filter(({ effect }) => effect === 'dropped').map(droppedLine),
    ...parts.releases.filter(({ isOnlyRevised }) => !isOnlyRevised).map(releaseLine),
    ...unresolved.map(unresolvedLine),
  ];
}

/** What else is known of a loss, not how it is worded: data that would go is another effect than data that stays. */
function goesWith({ dataAtRisk, uncertain }: Lost): readonly string[] {
  return [...(dataAtRisk === undefined ? [] : ['data']), ...(uncertain === undefined ? [] : ['uncertain'])];
}

/** An object that its old root may delete before the new one has it is changed in another way than one that stays. */
function wayOf({ movedFrom, root, handover }: Changed): readonly unknown[] {
  return [...(movedFrom === undefined ? [] : [['from', movedFrom.root, root]]), ...risksOf({ handover })];
}

function droppedLine({ apiVersion, kind, namespace, name }: Affected): string {
  return JSON.stringify(['dropped', apiVersion, kind, namespace ?? '', name]);
}

function risksOf({ handover }: Pick<Changed, 'handover'>): readonly string[] {
  return handover === undefined || handover === 'safe' ? [] : [handover];
}

function line(change: string, object: Lost, details: readonly unknown[]): string {
  const { apiVersion, kind, namespace, name, effect } = object;
  return JSON.stringify([change, apiVersion, kind, namespace ?? '', name, effect, ...details]);
}

/**
 * What it is and where, not how it is worded: another wording must not take an approval away. Nor its line, which shifts
 * with an edit elsewhere in the file. Of what a merge changes unseen, all that decides it.
 */
function unresolvedLine({ side, root, code, path, inputs }: Unknown): string {
  return JSON.stringify(['unresolved', side, root, code, path, ...(inputs === undefined ? [] : [inputs])]);
}

function releaseLine({ before, after, values }: ReleaseChange): string {
  const inputs = [before, after].map(({ chart, local, values: { opaque } }) => [
    ...[chart?.name, chart?.version, chart?.source.url, opaque],
    [...(local?.inputs ?? [])].sort(),
  ]);
  const fields = values.map((each) => [pathText(each.segments), text(each.before), text(each.after)]);
  return JSON.stringify(['release', after.resource.namespace, after.resource.name, ...inputs, fields]);
}

function fieldsOf(change: Changed | Gained, { fields }: EffectParts): readonly unknown[] {
  return (fields.get(change) ?? []).map(({ segments, before, after }) => [
    pathText(segments),
    text(before),
    text(after),
  ]);
}

function text(node: Node | undefined): string | null {
  return node === undefined ? null : toJson(node);
}
