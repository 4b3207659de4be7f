import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fence } from '../../src/text/escape.ts';
import { cutMarkdown } from '../../src/text/fitting.ts';

const text = [
  'Before.',
  fence('diff', '- ```\n+ ````\n+ c'),
  '<details><summary>more</summary>',
  fence('', 'x\ny'),
  '</details>',
]
  .join('\n\n')
  .concat('\n');

test('what fits stays as it is', () => {
  expect(cutMarkdown(text, text.length)).toEqual({ text, left: 0 });
});

test('a fence that is longer than what stands in it is closed by as many marks', () => {
  const at = text.indexOf('+ ````\n') + '+ ````\n'.length;
  expect(cutMarkdown(text, at)).toEqual({
    text: 'Before.\n\n`````diff\n- ```\n+ ````\n`````',
    left: text.length - at + 1,
  });
});

test('wherever it is cut, nothing stays open', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length }), (limit) => {
      const { text: cut } = cutMarkdown(text, limit);
      const marks = cut.split('\n').filter((line) => /^`{3,}/.test(line));
      expect(marks.length % 2).toBe(0);
      expect(cut.split('<details>').length).toBe(cut.split('</details>').length);
    }),
  );
});
