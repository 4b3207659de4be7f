import { expect, test } from '@jest/globals';
import { withOwnMetadata } from '../../src/flux/kustomization/own-metadata.ts';
import { validateObject } from '../../src/kubernetes/validation/validate-object.ts';
import type { Mapping, Node } from '../../src/yaml/node/node.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { bundles, type FleetObject, fleetObjects } from './fleet-objects.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { pathOf } from './violations-of.ts';

/** What a reader has looked at in the fleets as they are, and found to be wrong indeed. */
const TRULY_INVALID: Readonly<Record<string, string>> = {
  'dropped Deployment spec.template.spec.containers[].env[].mountPath is not a field':
    'the path of a mount stands in the variable above it; Flux drops it, and the mount beside it is the one that counts',
};

/** As many places of each mutation in each object: the rest are of the same kind. */
const PLACES = 2;

const load = bundles.length === 0 ? test.skip : test;

load(
  'objects of real fleets are validated, and what is said of them is true; every mutant is told at its place',
  async () => {
    const counts = { objects: 0, validated: 0, mutants: 0 };
    const withoutSchema = new Map<string, number>();
    const said = new Map<string, string>();
    const untold: string[] = [];
    const mutations = new Map<string, number>();
    for (const bundle of bundles) {
      const seen = new Set<string>();
      for (const object of await fleetObjects(bundle)) {
        counts.objects++;
        const { apiVersion, kind, node } = object.resource;
        const known = object.schemas.find(apiVersion, kind);
        if (known.is !== 'served') {
          withoutSchema.set(`${apiVersion} ${kind}`, (withoutSchema.get(`${apiVersion} ${kind}`) ?? 0) + 1);
          continue;
        }
        counts.validated++;
        for (const line of saidOf(object)) said.set(line, `${object.fleet} ${object.tag} ${object.cluster}`);
        const text = toJson(node);
        if (seen.has(text) || node.get('sops') !== undefined) continue;
        seen.add(text);
        for (const mutant of chosen(mutantsOf(node, known.schema), text.length)) {
          mutations.set(mutant.mutation, (mutations.get(mutant.mutation) ?? 0) + 1);
          if (!isTold(object, mutant))
            untold.push(`${mutant.mutation} in ${kind}: ${mutant.code} ${mutant.field ?? ''}`);
        }
        for (const id of [`${apiVersion} ${kind}x`, `${apiVersion}x ${kind}`]) {
          mutations.set('misspelt kind or version', (mutations.get('misspelt kind or version') ?? 0) + 1);
          const [version = '', other = ''] = id.split(' ');
          if (object.schemas.find(version, other).is === 'served') untold.push(id);
        }
      }
    }
    const share = counts.validated / counts.objects;
    process.stdout.write(
      `${counts.objects} objects, ${counts.validated} validated (${(100 * share).toFixed(1)} %); mutants: ${JSON.stringify(Object.fromEntries(mutations))}\n` +
        `without a schema: ${JSON.stringify(Object.fromEntries([...withoutSchema].sort((a, b) => b[1] - a[1]).slice(0, 12)))}\n`,
    );
    expect(untold).toEqual([]);
    expect([...said.keys()].sort()).toEqual(Object.keys(TRULY_INVALID).sort());
    expect(share).toBeGreaterThanOrEqual(0.8);
    expect([...mutations.keys()].sort()).toEqual(MUTATIONS);
  },
  240_000,
);

const MUTATIONS = [
  'bad enum',
  'bad int-or-string or quantity',
  'duplicate item',
  'missing required',
  'misspelt field',
  'misspelt kind or version',
  'null',
  'unknown field',
  'wrong shape',
  'wrong type',
];

/** Without what tells one item from another, so that one reading covers all of a kind. */
function saidOf(object: FleetObject): readonly string[] {
  return violationsIn(object, object.resource.node).map(({ path, message, isRejected }) => {
    const place = pathOf(path).replaceAll(/\[[^\]]*\]/g, '[]');
    return `${isRejected ? 'rejected' : 'dropped'} ${object.resource.kind} ${place} ${message}`;
  });
}

function isTold(object: FleetObject, { object: mutant, code, node, field }: Mutant): boolean {
  const isViolation = violationsIn(object, mutant()).some(
    (violation) =>
      violation.code === code && violation.node === node && (field === undefined || violation.path.at(-1) === field),
  );
  return isViolation || isLostLabel(object, mutant(), node);
}

/** Labels of the object itself that are no text never reach a schema. */
function isLostLabel({ resource }: FleetObject, object: Mapping, node: Node): boolean {
  return withOwnMetadata(resource.withNewNode(object), undefined).lost?.node === node;
}

function violationsIn({ resource, schemas, isBare }: FleetObject, node: FleetObject['resource']['node']) {
  const known = schemas.find(resource.apiVersion, resource.kind);
  if (known.is !== 'served') return [];
  const isOpaque = ({ text }: { readonly text: string }) => isBare && text.includes('${');
  return validateObject(node, known.schema, { unknown: known.unknown, isOpaque });
}

/** Some places of each mutation, others in other objects. */
function chosen(mutants: Iterable<Mutant>, seed: number): readonly Mutant[] {
  const byMutation = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const known = byMutation.get(mutant.mutation);
    if (known === undefined) byMutation.set(mutant.mutation, [mutant]);
    else known.push(mutant);
  }
  return [...byMutation.values()].flatMap((all) =>
    Array.from(
      { length: Math.min(PLACES, all.length) },
      (_, index) => all[(seed + index * 31) % all.length] ?? [],
    ).flat(),
  );
}
