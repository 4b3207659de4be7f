/**
 * Proves that the conformance cases see every transformer: each is replaced by the identity in a copy of the compiled
 * engine, and at least one case must fail then. `npm run conformance:identity`; ends with 1 where one is not missed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBuild } from '../mutate/break-copy.ts';
import { compiledFile } from '../mutate/compiled-file.ts';

/** A function of the engine, and what it gives where it does nothing. */
const STEPS: readonly (readonly [file: string, name: string, identity: string])[] = [
  ['affix-transformer', 'affixNames', 'resources'],
  ['label-transformer', 'addPairs', 'resources'],
  ['namespace', 'setNamespace', 'resources'],
  ['namespace', 'moveTo', 'resource'],
  ['set-image', 'setImage', 'resources'],
  ['replica-transformer', 'setReplicas', ''],
  ['patches', 'applyPatch', ''],
  ['patches', 'applyMergePatch', ''],
  ['patches', 'applyJson6902Patch', ''],
  ['add-value', 'addValue', 'object'],
  ['apply-replacements', 'applyReplacements', ''],
  ['absorb', 'absorbAll', 'resources'],
  ['resolve-variables', 'resolveVariables', 'resources'],
  ['name-references', 'fixNameReferences', 'resources'],
  ['hash', 'addHashes', 'resources'],
  ['sort', 'sortResources', 'resources'],
  ['local-objects', 'dropLocalObjects', 'resources'],
  ['build-metadata', 'noteOrigin', 'resource'],
  ['build-metadata', 'noteTransformation', 'resource'],
  ['own-schema', 'adoptSchema', ''],
];

const ROOT = 'build/identity';

let unseen = 0;
for (const [file, name, identity] of STEPS) {
  const failed = failuresWithout(file, name, identity);
  if (failed === 0) unseen += 1;
  process.stdout.write(`${failed === 0 ? 'UNSEEN ' : ''}${name}: ${failed} cases fail without it\n`);
}
rmSync(ROOT, { recursive: true, force: true });
process.exitCode = unseen === 0 ? 0 : 1;

function failuresWithout(file: string, name: string, identity: string): number {
  copyBuild(ROOT);
  const path = compiledFile(join(ROOT, 'src/kustomize'), file);
  const code = readFileSync(path, 'utf8');
  const start = new RegExp(`function ${name}\\([^)]*\\) \\{`);
  if (!start.test(code)) throw new Error(`${file} has no function ${name} to replace`);
  writeFileSync(
    path,
    code.replace(start, (head) => `${head} return ${identity};`),
  );
  const { stdout, status } = spawnSync(process.execPath, [join(ROOT, 'scripts/conformance/main.js')], {
    encoding: 'utf8',
  });
  if (status === 3) throw new Error('the conformance data is not there');
  return stdout.split('\n').filter((line) => line.startsWith('FAILED')).length;
}
