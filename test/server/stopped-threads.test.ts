import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';

/** Begins reviews that are called off while their thread still loads the program. */
const program = `
const { createRenderer } = await import(${JSON.stringify(pathToFileURL(resolve('dist/server/render/create-renderer.js')).href)});
for (let run = 0; run < 100; run += 1) {
  const renderer = createRenderer({ threads: 1, megabytes: 512, seconds: 60 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20 + 1.5 * run);
  await renderer.render(undefined, { repository: '1' }, controller.signal).catch(() => undefined);
  await renderer.close();
}
console.log('still here');
`;

test('a thread that is stopped while it starts takes no process with it', () => {
  const child = spawnSync(process.execPath, ['--input-type=module'], { input: program, encoding: 'utf8' });
  expect(child).toMatchObject({ status: 0, stdout: 'still here\n' });
});
