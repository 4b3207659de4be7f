import { WHOLE_ARTIFACT } from '../../src/flux/artifact/artifact-filter.ts';
import { compose, contentFiles } from '../../src/flux/composed/composed-files.ts';
import type { Composition } from '../../src/flux/composed/composition.ts';
import { CopyFailure } from '../../src/flux/composed/copy/not-composed.ts';
import { SourceFiles } from '../../src/flux/composed/copy/source-files.ts';
import { artifactRequests } from '../../src/flux/composed/path-pattern.ts';
import { validateGenerator } from '../../src/flux/composed/validate-generator.ts';
import { readArtifactGenerator } from '../../src/flux/objects/artifact-generator.ts';
import { Resource } from '../../src/kustomize/model/resource.ts';
import { trailOf } from '../../src/kustomize/model/resources.ts';
import type { Files } from '../../src/tree/files/files.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { mountOfKey } from '../../src/tree/sources/mount.ts';
import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { memoryTree } from '../../test/tree/memory-tree.ts';
import type { ArtifactCase } from './random-case.ts';
import type { Answer } from './watcher.ts';

/** @returns what this engine makes of a case, as source-watcher's answer has it */
export function ours({ sources, spec }: ArtifactCase): Answer {
  const all = Object.entries(sources).flatMap(([alias, held]) => {
    return Object.entries(held).map(([path, bytes]) => [`${alias}/${path}`, bytes] as const);
  });
  const files = plainFiles(memoryTree(Object.fromEntries(all)), { symlinks: 'absent' });
  const artifacts: Record<string, Record<string, string>> = {};
  try {
    const generator = readArtifactGenerator(objectOf(spec));
    validateGenerator(generator);
    const asked = artifactRequests(generator, (alias) => {
      return alias in sources ? new SourceFiles(contentFiles(files, WHOLE_ARTIFACT), alias) : undefined;
    });
    for (const { name, copies } of asked) {
      const composition: Composition = {
        kind: 'composed',
        base: mountOfKey(`artifact ${name}`),
        sources: Object.keys(sources).map((alias) => [alias, { content: WHOLE_ARTIFACT, at: alias }] as const),
        steps: copies,
      };
      const composed = compose(files, composition);
      if (composed.kind === 'failed') return { artifacts, error: composed.message };
      if (composed.kind === 'unknown') return { artifacts, error: `not known: ${composed.reason}` };
      artifacts[name] = Object.fromEntries(textsBelow(contentFiles(files, composition), composition.base, ''));
    }
    return { artifacts, error: '' };
  } catch (error) {
    if (error instanceof CopyFailure) return { artifacts, error: error.message };
    throw error;
  }
}

function objectOf(spec: ArtifactCase['spec']): Resource {
  const text = JSON.stringify({
    apiVersion: 'source.extensions.fluxcd.io/v1beta1',
    kind: 'ArtifactGenerator',
    metadata: { name: 'asked', namespace: 'default' },
    spec,
  });
  const [node] = parseYaml(new Source(text, 'generator')).documents;
  if (!(node instanceof Mapping)) throw new Error(`no object: ${text}`);
  return new Resource(node, trailOf({ path: 'generator.yaml', line: 1, generated: false }));
}

/** Bytes in base64, by their paths. */
function textsBelow(files: Files, base: string, below: string): readonly (readonly [string, string])[] {
  const directory = files.find(below === '' ? base : `${base}/${below}`);
  if (directory.kind !== 'directory') return [];
  return [...files.list(directory).keys()].flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    const found = files.find(`${base}/${path}`);
    if (found.kind !== 'file') return textsBelow(files, base, path);
    const blob = files.read(found);
    return [[path, blob.kind === 'bytes' ? Buffer.from(blob.bytes).toString('base64') : blob.kind] as const];
  });
}
