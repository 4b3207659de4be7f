import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';
import { renderMarkdown } from './web/render-markdown.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ 'a/b.yaml': 'one\n<two>\n' });
});
afterEach(() => scene.github.close());

const see = async (path: string, options: RequestInit = {}) => {
  const response = await fetch(`${scene.github.url}${path}`, {
    headers: { accept: 'text/html' },
    redirect: 'manual',
    ...options,
  });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') };
};

test('a page shows the conversation and the checks', async () => {
  const { github, repository, ask } = scene;
  const sha = await repository.commit('topic', { write: { c: 'c' } });
  const pull = await repository.openPull({ head: 'topic', title: 'A <b>bold</b> change', body: 'Why *not*?' });
  pull.comment('| a | b |\n| - | - |\n| 1 | 2 |');
  const annotations = [
    { path: 'a/b.yaml', start_line: 2, end_line: 2, annotation_level: 'failure', message: 'no namespace' },
  ];
  const actions = [{ label: 'Approve prod', description: 'd', identifier: 'approve' }];
  const run = await ask('POST /repos/octo/fleet/check-runs', {
    name: 'radius',
    head_sha: sha,
    conclusion: 'failure',
    output: { title: 'prod gains 3', summary: 'S', text: 'T', annotations },
    actions,
  });
  const { text } = await see('/octo/fleet/pull/1');
  for (const part of [
    'A &lt;b&gt;bold&lt;/b&gt; change',
    '<em>not</em>',
    '<td>1</td>',
    'prod gains 3',
    'no namespace',
    'Approve prod',
    '✗',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/(src|href)="https?:\/\/(?!127)/);
  const index = await see('/');
  expect(index.text).toContain('href="/octo/fleet/pull/1"');
  const clicked = await see(`/octo/fleet/runs/${run.at('id')}/actions/approve`, { method: 'POST' });
  expect([clicked.status, clicked.location]).toEqual([303, `/octo/fleet/pull/1#run-${run.at('id')}`]);
  expect(github.deliveries('check_run').at(-1)?.payload).toMatchObject({
    action: 'requested_action',
    requested_action: { identifier: 'approve' },
  });
});

test('a link to a line of a file leads to that line', async () => {
  const { text, status } = await see(`/octo/fleet/blob/${scene.repository.sha('main')}/a/b.yaml`);
  expect(status).toBe(200);
  expect(text).toContain('<tr id="L2"><td>2</td><td>&lt;two&gt;</td></tr>');
  expect((await see('/octo/fleet/blob/main/nowhere')).status).toBe(404);
});

test('pages can be written to a folder', async () => {
  await scene.repository.commit('topic', { write: { c: 'c' } });
  await scene.repository.openPull({ head: 'topic', title: 'One' });
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await scene.github.writePages(folder);
  expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('href="octo/fleet/pull/1/index.html"');
  expect(await readFile(join(folder, 'octo/fleet/pull/1/index.html'), 'utf8')).toContain(
    'href="../../../../index.html"',
  );
  await rm(folder, { recursive: true });
});

test('markdown is GitHub’s: tables, details, alerts, diffs, mermaid as source, mentions', () => {
  expect(renderMarkdown('> [!CAUTION]\n> prod loses **2**')).toContain(
    '<div class="alert alert-caution"><p class="alert-title">Caution</p>',
  );
  expect(renderMarkdown('<details><summary>More</summary>\n\n**in**\n\n</details>')).toMatch(
    /<details><summary>More<\/summary>\s*<p><strong>in<\/strong><\/p>\s*<\/details>/,
  );
  expect(renderMarkdown('```diff\n-a\n+b\n```')).toContain(
    '<span class="removed">-a\n</span><span class="added">+b\n</span>',
  );
  expect(renderMarkdown('```mermaid\ngraph TD\n```')).toContain('data-language="mermaid"');
  expect(renderMarkdown('ask @octo/team, not a@b.c or `@code`')).toBe(
    '<p>ask <a class="mention" href="/octo/team">@octo/team</a>, not <a href="mailto:a@b.c">a@b.c</a> or <code>@code</code></p>',
  );
});

test('raw HTML is cut to GitHub’s allow-list', () => {
  const hostile =
    '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)" style="x">l</a><iframe src="//x"></iframe><b>bold</b>';
  const shown = renderMarkdown(hostile);
  expect(shown).not.toMatch(/script|onerror|style|iframe/);
  expect(shown).toContain('<b>bold</b>');
});
