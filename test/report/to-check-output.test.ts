import { expect, test } from '@jest/globals';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import * as reviews from './reviews.ts';

test('a finding is an annotation on its line, and the title is the headline', () => {
  const { title, annotations } = toCheckOutput(reviews.gainedInProd);
  expect({ title, annotations }).toEqual({
    title: 'foo-app: prod gains 3 objects, 1 error · dev and test unchanged',
    annotations: [
      {
        path: 'clusters/prod/apps/kustomization.yaml',
        start_line: 7,
        end_line: 7,
        annotation_level: 'failure',
        title: 'prod (missing-namespace)',
        message:
          'the 3 objects of foo-app go to the namespace foo, which nothing in prod creates\nFix: Add ../../../infrastructure/namespaces/test-only to clusters/prod/infra/kustomization.yaml, or move foo to infrastructure/namespaces/common.',
      },
    ],
  });
});

test('a line that the head does not have is not annotated; another one is, where it stands in the head', () => {
  expect(toCheckOutput(reviews.typoInProd, { headLine: () => undefined }).annotations).toEqual([]);
  expect(toCheckOutput(reviews.typoInProd, { headLine: (_path, line) => line + 10 }).annotations).toEqual([
    {
      path: 'clusters/prod/apps/kustomization.yaml',
      start_line: 15,
      end_line: 15,
      annotation_level: 'failure',
      title: 'prod cannot be rendered',
      message:
        'the resource ../../../apps/podinfo/overlay/prod does not exist\nFix: Did you mean ../../../apps/podinfo/overlays/prod?',
    },
  ]);
});
