import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { builtProgram } from './built-program.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
let client: Client;

/** The official client, which starts the program as an assistant does. */
beforeAll(async () => {
  fleet = fleetClone();
  fleet.write(
    'apps/podinfo/base/secret.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata: { name: key }\nstringData: { key: hunter2hunter2 }\n',
  );
  fleet.write('apps/podinfo/base/kustomization.yaml', 'resources: [deployment.yaml, service.yaml, secret.yaml]\n');
  fleet.commit('main');
  fleet.tell('01-foo-app-to-prod');
  client = new Client({ name: 'test', version: '1' });
  const args = [builtProgram('main'), 'mcp', '--repo', fleet.folder];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
});
afterAll(async () => {
  await client.close();
  fleet.remove();
});

async function ask(
  name: string,
  args: Record<string, unknown> = {},
): Promise<readonly [text: string, isError: boolean]> {
  const { content, isError = false } = await client.callTool({ name, arguments: args });
  return [content.map((part) => (part.type === 'text' ? part.text : part.type)).join(), isError];
}

const asPrinted = async (...args: string[]) => (await runProgram(args, { cwd: fleet.folder })).stdout;

test('offers its questions, none of which changes anything', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual(
    ['diff', 'where', 'explain', 'compare', 'validate', 'promote'].map((name) => [name, true]),
  );
});

test('answers as the command line does', async () => {
  expect(await ask('diff')).toEqual([await asPrinted('diff', '--format', 'markdown'), false]);
  expect(await ask('where', { unit: 'foo-app', format: 'json' })).toEqual([
    await asPrinted('where', 'foo-app', '--format', 'json'),
    false,
  ]);
  expect(await ask('explain', { object: 'Deployment/foo-app', cluster: 'test', field: 'spec.replicas' })).toEqual([
    await asPrinted('explain', 'Deployment/foo-app', 'test', '--field', 'spec.replicas'),
    false,
  ]);
  expect(await ask('compare', { unit: 'podinfo', clusters: ['dev', 'prod'] })).toEqual([
    await asPrinted('compare', 'podinfo', 'dev', 'prod'),
    false,
  ]);
  expect((await ask('validate', { cluster: 'dev' }))[0]).toBe(await asPrinted('validate', 'dev', '--rev', 'HEAD'));
});

test('promote tells the edit, and writes nothing', async () => {
  const before = fleet.git('status', '--porcelain');
  expect(await ask('promote', { unit: 'foo-app', clusters: ['dev'] })).toEqual([
    `Promote foo-app to dev, as in test
  ~ clusters/dev/apps/kustomization.yaml
dev gains Service foo/foo-app
dev gains Deployment foo/foo-app
dev lacks Namespace/foo, which Service/foo-app needs: promote namespace/foo dev

diff --git a/clusters/dev/apps/kustomization.yaml b/clusters/dev/apps/kustomization.yaml
--- a/clusters/dev/apps/kustomization.yaml
+++ b/clusters/dev/apps/kustomization.yaml
@@ -3,3 +3,4 @@
 resources:
   - ../../../apps/common
   - ../../../apps/podinfo/overlays/dev
+  - ../../../apps/foo-app/base
`,
    false,
  ]);
  expect(fleet.git('status', '--porcelain')).toBe(before);
});

test('what is secret is hidden in every answer', async () => {
  const answers = [
    await ask('explain', { object: 'Secret/key' }),
    await ask('where', { unit: 'Secret/key', format: 'json' }),
    await ask('diff', { before: 'main~0', after: 'feature', format: 'json' }),
    await ask('compare', { unit: 'podinfo', clusters: ['dev', 'test'] }),
    await ask('promote', { unit: 'Secret/key', clusters: ['dev'] }),
  ];
  expect(answers.filter(([text]) => /hunter2|aHVudGVyM/.test(text))).toEqual([]);
  expect(answers[0]?.[0]).toContain('***');
});

test.each([
  ['where', { unit: 'foo-ap' }, 'nothing is named foo-ap; did you mean foo-app?'],
  ['diff', { before: '--output=/tmp/x', after: 'main' }, '--output=/tmp/x'],
  ['where', { repo: '/' }, 'repo'],
  ['explain', {}, 'object'],
])('%s of %j is refused with a sentence', async (name, args, said) => {
  const [text, isError] = await ask(name, args);
  expect([isError, text]).toEqual([true, expect.stringContaining(said)]);
});
