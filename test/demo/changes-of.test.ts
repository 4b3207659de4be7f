import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { changesOf } from '../../demo/changes-of.ts';

test('the demo reads the objects out of the text of a check as it is written', () => {
  const text = readFileSync('test/report/golden/stories/07-podinfo-image-in-base.md', 'utf8');
  expect(changesOf(text.slice(text.indexOf('<details open>')))).toEqual([
    {
      clusters: 'dev, test, prod',
      sign: '~',
      object: 'Deployment team-x/podinfo',
      fields: [
        'spec.template.spec.containers[name=podinfo].image: ghcr.io/stefanprodan/podinfo:6.9.0 → ghcr.io/stefanprodan/podinfo:6.9.1',
      ],
    },
  ]);
});
