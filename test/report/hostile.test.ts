import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { isThorough } from '../thorough.ts';
import { exampleLink } from './golden.ts';
import { liveConstructs } from './live-constructs.ts';
import { liveHtml } from './live-html.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import * as reviews from './reviews.ts';

const options = { link: exampleLink, marker: '<!-- blast-radius test -->' };

test.each(Object.entries(reviews))('nothing of the repository is alive in the comment of %s', (_name, review) => {
  expect(liveConstructs(toMarkdown(review, options))).toEqual([]);
  const { summary, text } = toCheckOutput(review, { link: exampleLink });
  expect(liveConstructs(summary)).toEqual([]);
  expect(liveConstructs(text)).toEqual([]);
  if (review !== reviews.manyObjects) expect(liveHtml(toHtml(review, { link: exampleLink }))).toEqual([]);
});

test.each([
  ['<img>', 'element img'],
  ['<a href="javascript:x">x</a>', 'link javascript:x'],
  ['<p onclick="x">x</p>', 'attribute onClick'],
  ['<script>x</script>', '2 scripts'],
])('the reader of HTML sees %s', (own, construct) => {
  expect(liveHtml(toHtml(reviews.unchanged).replace('</main>', `${own}</main>`))).toEqual([construct]);
});

test.each([
  ['@octocat', 'text @octocat'],
  ['see #1', 'text see #1'],
  ['[x](https://evil.example)', 'link https://evil.example'],
  ['<img src=x>', 'html <img src=x>'],
  ['| a |\n| - |\n| b | c |\n', 'table'],
  ['<details>\n\n', '1 details left open'],
  ['/approve prod', 'command /approve prod'],
])('the reader of live constructs sees %s', (markdown, construct) => {
  expect(liveConstructs(markdown)).toEqual([construct]);
});

const nasty = [
  ...[
    '`',
    '``',
    '```',
    '~~~',
    '|',
    '\\',
    '<',
    '>',
    '&',
    '&lt;',
    '*',
    '_',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '-',
    '+',
    '1.',
    '=',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    ' ',
    '    ',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ud800',
    '\ufeff',
    '\u2028',
  ],
  ...[
    '@octocat',
    '#1',
    'GH-1',
    'a/b#2',
    'https://evil.example',
    'www.evil.example',
    'a@b.example',
    ':tada:',
    'deadbeefdead',
  ],
  ...[
    '<!-- blast-radius test -->',
    '<details>',
    '</details>',
    '</summary>',
    '</code>',
    '<img src=x>',
    '<script>',
    '<b>',
  ],
  ...[
    '/approve prod',
    '[x](https://evil.example)',
    '![x](y)',
    '[^1]',
    '> [!NOTE]',
    '# h',
    '---',
    '| a |',
    '- [x] a',
    '$`x`$',
  ],
  ...[
    '@@',
    '%%{init}%%',
    '"];',
    'click a "b"',
    'end',
    '&#64;',
    '\\|',
    'a'.repeat(300),
    'ünïcödé',
    '漢字',
    'prod',
    'foo-app',
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

test('no text of a repository comes to life anywhere in a report', () => {
  const build = fc.record({
    cluster: text,
    kind: text,
    name: text,
    unit: text,
    path: text,
    message: text,
    value: text,
    other: text,
  });
  fc.assert(
    fc.property(build, ({ cluster, kind, name, unit, path, message, value, other }) => {
      const chain = [{ path, line: 1 }, { path: other }, { path: `${other}/${path}`, line: 2 }];
      const object = { apiVersion: 'v1', kind, namespace: other, name, unit, root: path, chain };
      const gained = [
        {
          ...object,
          effect: 'created' as const,
          renamedFrom: { namespace: message, name: value },
          stoppedBy: message,
          consequences: [value, other],
        },
      ];
      const field = { path: value, segments: [value], before: message, after: { [other]: [value, message] } };
      const changed = [
        {
          ...object,
          effect: 'updated' as const,
          previous: { name: other },
          movedFrom: { root: other, path: value },
          handover: 'race' as const,
          fields: [
            field,
            {
              ...field,
              after: value,
              version: { of: message, before: value, after: other, step: 'major' as const },
              immutable: 'certain' as const,
            },
            { ...field, order: true as const },
          ],
        },
      ];
      const unresolved = [{ code: 'x', message, path, line: 3, side: 'after' as const, standing: false, fix: other }];
      const finding = { rule: other, severity: 'error' as const, cluster, message, path, line: 1, fix: value };
      const review = reviewOf({
        merge: { status: 'conflict', conflicts: [path] },
        unjudged: [
          { path, reason: message, files: [path, other], config: `${value}\n${other}\n` },
          { path: other, reason: value, files: [], config: message },
        ],
        clusters: {
          [cluster]: clusterOf('a', { gained, changed, affected: [{ ...object, reason: message }] }),
          [`${cluster}2`]: clusterOf('b', {
            changed: changed.map((each) => ({ ...each, effect: 'rejected' as const })),
            unresolved,
            protected: true,
          }),
          [other]: clusterOf('c', {
            gained,
            lost: [
              {
                ...object,
                kind: 'Namespace',
                effect: 'pruned',
                dataAtRisk: message,
                renamedTo: { name: value },
              },
            ],
          }),
        },
        findings: [
          finding,
          { ...finding, message: `${value} ${cluster} ${other}`, cluster },
          { ...finding, message: `${value} ${other} ${other}`, cluster: other },
          { ...finding, severity: 'notice' },
        ],
        files: [
          { path, status: 'modified', clusters: [cluster, other] },
          { path: other, status: 'added', clusters: [] },
          { path: value, status: 'added', clusters: [] },
        ],
      });
      expect(liveConstructs(toMarkdown(review, options))).toEqual([]);
      const output = toCheckOutput(review, { link: exampleLink });
      expect(liveConstructs(`${output.summary}\n\n${output.text}`)).toEqual([]);
      expect(liveHtml(toHtml(review, { link: exampleLink }))).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no control sequence may reach a terminal
      expect(toText(review)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: isThorough ? 150 : 30 },
  );
});
