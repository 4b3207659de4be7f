import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment } from './small-fleet.ts';

const secret = (content: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\nstringData: { old: Zx9Qk7tUvW3 }\n${content}`;
const release = (values: string) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: h, namespace: shop }',
    'spec:',
    '  interval: 1h',
    '  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: acme } } }',
    `  values: { replicas: 1${values} }`,
    '',
  ].join('\n');
const web = (args: string) => deployment('web', `, args: [--verbose${args}]`);

const MAPPING = 'data: { a: WXg5UWs3dFV2VzM=, b: WXg5UWs3dFV2VzQ= }\n';
const VALUES = ', auth: { user: bob, password: Yx9Qk7tUvW3, existingSecret: creds, token: "" }';

/** What stands in the diff of the only change, line by line. */
const cases: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
  ['a mapping that is added to a Secret', secret(''), secret(MAPPING), [], ['a: "***"', 'b: "***"']],
  ['a mapping that is removed from a Secret', secret(MAPPING), secret(''), ['a: "***"', 'b: "***"'], []],
  ['a value that is added to a Secret', secret('data: {}\n'), secret('data: { a: WXg5UWs3dFV2VzM= }\n'), [], ['***']],
  [
    'a mapping of values, of which one is a secret',
    release(''),
    release(VALUES),
    [],
    ['user: bob', 'password: "***"', 'existingSecret: creds', 'token: ""'],
  ],
  ['an argument', web(''), web(', --password=Yx9Qk7tUvW3'), [], ['--password=***']],
  ['references', web(''), web(', --sops-age-secret=sops-age'), [], ['--sops-age-secret=sops-age']],
];

test.each(cases)(
  'what is added is added, and only what is secret in it is hidden: %s',
  (_name, from, to, gone, come) => {
    // The configuration that a first review shows is a list, too.
    const { discovery: _, ...review } = reviewOf(
      { ...cluster('prod'), 'clusters/prod/a.yaml': from },
      { ...cluster('prod'), 'clusters/prod/a.yaml': to },
    );
    for (const report of [toText(review), toMarkdown(review)]) {
      const lines = report.split('\n').map((line) => line.trim());
      const starting = (sign: string) =>
        lines.filter((line) => new RegExp(`^\\${sign} +\\S`).test(line) && !line.includes('**\\~**')).map(withoutSign);
      expect({ gone: starting('-').filter(isOfADiff), come: starting('+').filter(isOfADiff) }).toEqual({ gone, come });
    }
    const html = toHtml(review);
    expect(html).not.toContain('9Qk7tUvW3');
    expect(html).not.toContain('(secret: changed, not shown)');
    expect(html).not.toContain('(another)');
  },
);

function withoutSign(line: string): string {
  return line.slice(1).trim();
}

/** A list of the comment begins as a line that is gone. */
function isOfADiff(line: string): boolean {
  return !/^(Secret|Deployment|HelmRelease)\b/.test(line);
}
