import { expect, test } from '@jest/globals';
import { processIo } from '../../src/cli/process/io.ts';

/** Something that is written to; a terminal, where it has columns. */
function stream(columns?: number) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  return { written, write, on: () => undefined, ...terminal };
}

const sentence =
  'blast-radius: nothing is named nope; the units are external-secrets, foo-app, kyverno, namespaces/common\n';

test('an error folds at the width of a terminal, and words stay whole', () => {
  const stderr = stream(50);
  const io = processIo({ stdout: stream(), stderr, env: {} });
  io.err(sentence);
  io.err('blast-radius: clusters/production/apps/podinfo/overlays/kustomization.yaml:12: gone\nshort\n');
  expect(stderr.written.join('')).toBe(`blast-radius: nothing is named nope; the units
  are external-secrets, foo-app, kyverno,
  namespaces/common
blast-radius:
  clusters/production/apps/podinfo/overlays/kustomization.yaml:12:
  gone
short
`);
});

test('a program that reads errors gets a line each', () => {
  const stderr = stream();
  processIo({ stdout: stream(60), stderr, env: {} }).err(sentence);
  expect(stderr.written).toEqual([sentence]);
});
