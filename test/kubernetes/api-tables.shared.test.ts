import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { removedApiVersions } from '../../src/kubernetes/api/removed-api-versions.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const shared = at('../../../shared/kubernetes');
const load = existsSync(shared) ? test : test.skip;

load('the table is what its script makes of the OpenAPI definitions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    const made = join(folder, 'made.ts');
    execFileSync('node', [at('../../scripts/api-types.mjs'), shared, made]);
    expect(readFileSync(made, 'utf8')).toBe(
      readFileSync(at('../../src/kubernetes/api/api-types.generated.ts'), 'utf8'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

load('every kind that was served once and is not any more is among the removed', () => {
  const [old, latest] = [kindsIn('openapi-1.21.2'), kindsIn('openapi-latest')];
  const gone = [...old].filter((id) => !latest.has(id));
  const removed = new Map(removedApiVersions());
  expect(gone.length).toBeGreaterThan(30);
  expect(gone.filter((id) => !removed.has(id))).toEqual([]);
  expect([...removed.keys()].filter((id) => latest.has(id))).toEqual([]);
});

const OpenApi = v.object({
  definitions: v.record(
    v.string(),
    v.object({
      properties: v.optional(v.record(v.string(), v.object({ $ref: v.optional(v.string()) }))),
      'x-kubernetes-group-version-kind': v.optional(
        v.array(v.object({ group: v.string(), version: v.string(), kind: v.string() })),
      ),
    }),
  ),
});

/** Kinds that have metadata of their own, and so are objects. */
function kindsIn(file: string): ReadonlySet<string> {
  const json = JSON.parse(gunzipSync(readFileSync(join(shared, `${file}.json.gz`))).toString());
  const definitions = Object.values(v.parse(OpenApi, json).definitions);
  return new Set(
    definitions.flatMap((definition) => {
      const ids = definition['x-kubernetes-group-version-kind'] ?? [];
      const isObject = definition.properties?.metadata?.$ref?.endsWith('.ObjectMeta') === true && ids.length === 1;
      return isObject ? ids.map(({ group, version, kind }) => `${group ? `${group}/` : ''}${version} ${kind}`) : [];
    }),
  );
}
