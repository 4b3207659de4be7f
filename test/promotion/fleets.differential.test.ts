import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { openFolder } from '../../src/disk/open-folder.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { objectKey } from '../../src/kubernetes/facts/object-ref.ts';
import { editedTree } from '../../src/promotion/plan/draft.ts';
import { type Fleet, openFleet } from '../../src/promotion/plan/fleet.ts';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';

/** Real fleets beside the project; without them there is nothing to promote here. */
const SHARED = new URL('../../../shared/fleets/', import.meta.url).pathname;
const bundles = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.bundle')) : [];
const scratch = mkdtempSync(join(tmpdir(), 'fleets-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the real fleets are there, or are said not to be', () => {
  if (bundles.length === 0) process.stderr.write('no real fleets beside the project: nothing promoted in them\n');
  expect(bundles.length === 0 || bundles.length === 7).toBe(true);
});

describe.each(bundles)('%s', (bundle) => {
  test('every unit that a cluster lacks is promoted exactly, or refused by name', () => {
    const folder = join(scratch, bundle);
    execFileSync('git', ['clone', '-q', join(SHARED, bundle), folder], { stdio: 'ignore' });
    const { tree } = openFolder(folder);
    const workspace = emptyWorkspace();
    const fleet = openFleet(snapshotOf(tree, defaultConfig, workspace));
    const counts = { patched: 0, copied: 0, there: 0, refused: 0, restored: 0, reasons: new Map<string, number>() };
    for (const { unit, cluster } of lacking(fleet)) {
      const plain = { clusters: [cluster], asked: unit };
      const first = promote(fleet, plain);
      const isOffered = first.kind === 'refused' && first.remedy?.startsWith('--overlay') === true;
      const request = isOffered ? { ...plain, overlay: true } : plain;
      const result = isOffered ? promote(fleet, request) : first;
      if (isOffered && result.kind === 'planned') counts.copied++;
      if (result.kind === 'nothing') {
        counts.there++;
        continue;
      }
      if (result.kind === 'refused') {
        expect(result.reason).not.toBe('');
        counts.refused++;
        const reason = result.reason.replace(/[^ ]*[/.][^ ]*/g, '…').slice(0, 90);
        counts.reasons.set(reason, (counts.reasons.get(reason) ?? 0) + 1);
        continue;
      }
      counts.patched++;
      const edited = editedTree(tree, result.edits);
      const after = openFleet(snapshotOf(edited, defaultConfig, workspace));
      holdsExactly(fleet, after, unit, cluster, isOffered ? new Set(result.edits.map(({ path }) => path)) : new Set());
      const back = demote(after, { ...request, clean: true });
      if (back.kind !== 'planned') {
        const reason = `not demoted: ${back.reason.replace(/[^ ]*[/.][^ ]*/g, '…').slice(0, 90)}`;
        counts.reasons.set(reason, (counts.reasons.get(reason) ?? 0) + 1);
        continue;
      }
      counts.restored++;
      const texts = new Map(result.edits.map(({ path, before }) => [path, before]));
      for (const { path, after: text } of back.edits)
        expect([path, text]).toEqual([path, texts.has(path) ? texts.get(path) : 'not touched before']);
      expect(back.edits.map(({ path }) => path)).toEqual(result.edits.map(({ path }) => path));
    }
    const reasons = [...counts.reasons].map(([reason, count]) => `  ${count} × ${reason}`).join('\n');
    process.stderr.write(
      `${bundle}: ${counts.patched} promoted, ${counts.copied} of them with --overlay, ${counts.there} there already, ${counts.refused} refused, 0 wrong; ${counts.restored} demoted byte for byte\n${reasons}\n`,
    );
  }, 600_000);
});

function lacking(fleet: Fleet): readonly { readonly unit: string; readonly cluster: string }[] {
  const unitsOf = ({ inventory }: Fleet['clusters'][number]) =>
    new Set(inventory.objects.flatMap((object) => fleet.units.of(object) ?? []));
  const all = new Set(fleet.clusters.flatMap((each) => [...unitsOf(each)]));
  return fleet.clusters.flatMap((each) => {
    const own = unitsOf(each);
    return [...all].filter((unit) => !own.has(unit)).map((unit) => ({ unit, cluster: each.cluster.name }));
  });
}

/** Told by the rendered clusters alone, by other means than the promotion's own check. */
function holdsExactly(before: Fleet, after: Fleet, unit: string, target: string, copied: ReadonlySet<string>): void {
  for (const [index, { cluster, inventory }] of before.clusters.entries()) {
    const old = new Map(
      inventory.objects.map((object) => [objectKey(object.resource), JSON.stringify(plain(object.resource.node))]),
    );
    const now = after.clusters[index]?.inventory.objects ?? [];
    const gained = now.filter((object) => !old.has(objectKey(object.resource)));
    for (const object of now) {
      const was = old.get(objectKey(object.resource));
      if (was !== undefined) expect(JSON.stringify(plain(object.resource.node))).toBe(was);
    }
    const left = new Set(now.map(({ resource }) => objectKey(resource)));
    expect([...old.keys()].filter((id) => !left.has(id))).toEqual([]);
    expect(problemsOf(after, index)).toEqual(problemsOf(before, index));
    if (cluster.name !== target) expect(gained.map(({ resource }) => objectKey(resource))).toEqual([]);
    else {
      expect(gained.length).toBeGreaterThan(0);
      const known = new Set(
        before.clusters.flatMap((each) =>
          each.inventory.objects
            .filter((object) => before.units.of(object) === unit)
            .map(({ resource }) => objectKey(resource)),
        ),
      );
      const homesOfKnown = new Set(
        gained.filter(({ resource }) => known.has(objectKey(resource))).flatMap(({ resource }) => homesOf(resource)),
      );
      const others = gained.filter(
        ({ resource }) =>
          !known.has(objectKey(resource)) &&
          resource.kind !== 'Kustomization' &&
          !comesBy(resource, copied) &&
          !(resource.trail.origin.generated && homesOfKnown.has(dirname(resource.trail.origin.path))),
      );
      // A unit may be called by more of its path once another one has the same end.
      const homes = before.units.directoriesOf(unit);
      const strangers = others.filter((object) => {
        const own = after.units.directoriesOf(after.units.of(object) ?? '');
        return !own.some((directory) => homes.includes(directory));
      });
      expect(strangers.map((object) => [objectKey(object.resource), after.units.of(object)])).toEqual([]);
    }
  }
}

/** What a kustomization generates beside a unit, or where it brings in its base, is the unit's. */
function homesOf({ trail }: Fleet['clusters'][number]['inventory']['objects'][number]['resource']): readonly string[] {
  let link = trail.via;
  while (link?.next !== undefined) link = link.next;
  return [dirname(trail.origin.path), ...(link === undefined ? [] : [link.directory])];
}

/** What a copied overlay brings is what was asked for. */
function comesBy(
  { trail }: Fleet['clusters'][number]['inventory']['objects'][number]['resource'],
  files: ReadonlySet<string>,
): boolean {
  const paths = [trail.origin.path];
  for (let link = trail.via; link !== undefined; link = link.next) paths.push(link.path);
  return paths.some((path) => files.has(path));
}

function problemsOf(fleet: Fleet, index: number): readonly string[] {
  return (fleet.clusters[index]?.inventory.roots ?? [])
    .flatMap(({ problems }) => problems.map(({ message }) => message))
    .sort();
}

function plain(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (key === 'place' ? undefined : value instanceof Map ? [...value] : value)),
  );
}
