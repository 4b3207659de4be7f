import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { mergedValues } from '../../../src/flux/helm/merged-values.ts';
import { Resource } from '../../../src/kustomize/model/resource.ts';
import { Mapping, type Node } from '../../../src/yaml/node/node.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { toJson } from '../../../src/yaml/print/to-json.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';

const Data = v.optional(v.record(v.string(), v.record(v.string(), v.string())), {});

/** What fluxcd/pkg/chartutil v1.27.2 with helm v4.2.2 makes of each case; no output where it fails. */
const recorded = v.parse(
  v.array(
    v.object({
      name: v.string(),
      configMaps: Data,
      secrets: Data,
      valuesFrom: v.optional(v.array(v.unknown()), []),
      values: v.optional(v.string(), ''),
      output: v.optional(v.unknown()),
    }),
  ),
  JSON.parse(readFileSync(new URL('../../fixtures/flux/helm-values.json', import.meta.url), 'utf8')),
);

test.each(recorded)('$name: the values are what helm-controller gives, or it fails as that does', (each) => {
  const { values, problems } = mergedValues(releaseOf(each), ({ kind, name }) => {
    const data = (kind === 'Secret' ? each.secrets : each.configMaps)[name];
    return data === undefined ? undefined : objectOf(kind, name, data);
  });
  expect(problems.length > 0 ? undefined : JSON.parse(toJson(values))).toEqual(each.output);
});

function releaseOf({ valuesFrom, values }: (typeof recorded)[number]): Mapping {
  const spec = read(JSON.stringify({ valuesFrom }));
  if (!(spec instanceof Mapping)) throw new Error('no object');
  return new Mapping([['spec', values === '' ? spec : spec.with('values', read(values))]]);
}

function objectOf(kind: string, name: string, data: Record<string, string>): Resource {
  const key = kind === 'Secret' ? 'stringData' : 'data';
  const node = read(JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, [key]: data }));
  if (!(node instanceof Mapping)) throw new Error('no object');
  return new Resource(node, {
    origin: { path: 'values.yaml', line: 1, generated: false },
    via: undefined,
    previousIds: [],
    prefixes: [],
    suffixes: [],
    generated: undefined,
    vars: [],
    sharesScalars: false,
  });
}

function read(text: string): Node {
  const [document] = parseYaml(new Source(text)).documents;
  if (document === undefined) throw new Error('no document');
  return document;
}
